package example.larkmoor.fraud.ports;

/** Risk of a payment, 0 to 1, within 20 ms. */
public interface FraudModel {
  double score(Payment payment);
}
