package health.foramen.notification.wording;

/** A message's file that cannot be used. The sentence names the file and, where there is one, the line. */
public final class BrokenWording extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BrokenWording(String sentence) {
        super(sentence);
    }
}
