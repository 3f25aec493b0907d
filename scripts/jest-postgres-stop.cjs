module.exports = async () => {
  await globalThis.pavedRoadStopPostgres?.();
};
