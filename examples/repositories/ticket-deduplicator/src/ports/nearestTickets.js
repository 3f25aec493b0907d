/** @typedef {(vector: number[]) => string[]} NearestTickets */
export {};
