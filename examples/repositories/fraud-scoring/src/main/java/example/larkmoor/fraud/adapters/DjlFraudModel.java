package example.larkmoor.fraud.adapters;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import example.larkmoor.fraud.ports.FraudModel;

public final class DjlFraudModel implements FraudModel {
  private final Predictor<Payment, Double> predictor;

  public DjlFraudModel(Predictor<Payment, Double> predictor) {
    this.predictor = predictor;
  }

  @Override
  public double score(Payment payment) {
    try {
      return predictor.predict(payment);
    } catch (TranslateException e) {
      throw new IllegalStateException("the model cannot score the payment", e);
    }
  }
}
