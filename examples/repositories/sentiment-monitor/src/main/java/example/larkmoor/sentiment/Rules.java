package example.larkmoor.sentiment;

/** Ten years of rules. */
class Rules {}
