/** Where in a picture people look first. */
export async function saliency(model, picture) {
  const [x, y, width, height] = await model.run(picture);
  return { x, y, width, height };
}
