package example.larkmoor.cases.ports;

public interface Summarizer {
    String summarize(String notes);
}
