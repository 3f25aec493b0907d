/** @typedef {(merchant: object) => Promise<number[]>} MerchantEmbedding */
export {};
