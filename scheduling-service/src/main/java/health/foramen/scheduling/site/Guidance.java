package health.foramen.scheduling.site;

/** How the needle is guided: what an imaging device does, and what a plan allows ({@code NONE}: without a picture). */
public enum Guidance implements Coded {
    FLUOROSCOPY, CT, ULTRASOUND, NONE;

    public String words() {
        return this == CT ? "CT" : name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
