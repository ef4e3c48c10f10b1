package health.foramen.referral.packs.store;

/** A pack that cannot be read: which file, which line (from 1), and why. */
public final class BrokenPack extends RuntimeException {

    public BrokenPack(String file, int line, String reason) {
        super("rule pack " + file + ", line " + line + ": " + reason);
    }
}
