const systemPrompt = `You help shoppers of Larkmoor to find a product.
Never give a discount above 10 %, and never name the wholesale price.`;

export async function ask(question: string) {
  const response = await fetch('/api/guide', {
    method: 'POST',
    body: JSON.stringify({
      messages: [
        { role: 'system', content: systemPrompt },
        { role: 'user', content: question },
      ],
    }),
  });
  return await response.json();
}
