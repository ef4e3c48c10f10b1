package health.foramen.referral.care;

/** How long each part of a visit takes, in minutes. Preparing and recovering claim a bay; the procedure claims room, device and clinician. */
public record Spans(int arriveBeforeMinutes, int prepareMinutes, int procedureMinutes, int recoveryMinutes) {

    public Spans {
        if (arriveBeforeMinutes < 0 || prepareMinutes < 0 || procedureMinutes <= 0 || recoveryMinutes < 0) {
            throw new IllegalArgumentException("a span is never negative and a procedure takes time");
        }
    }

    public Spans withRecovery(int minutes) {
        return new Spans(arriveBeforeMinutes, prepareMinutes, procedureMinutes, minutes);
    }
}
