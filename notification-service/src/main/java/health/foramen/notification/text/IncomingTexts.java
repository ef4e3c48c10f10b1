package health.foramen.notification.text;

/** Whoever listens to what patients write. */
public interface IncomingTexts {

    /** Keeps it before it returns; what follows from it follows in the background. */
    void heard(IncomingText text);
}
