package example.larkmoor.cases.adapters;

import example.larkmoor.cases.ports.Summarizer;

public class ModelServerSummarizer implements Summarizer {
    private static final int MAX_TOKENS = 400;

    @Override
    public String summarize(String notes) {
        return ModelServer.complete("http://models.payment-zone.larkmoor.example/v1", notes, MAX_TOKENS);
    }
}
