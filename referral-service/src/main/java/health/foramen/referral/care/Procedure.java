package health.foramen.referral.care;

/**
 * What may be done. What each one needs (guidance, contrast, spans, codes) is data of the procedure catalogue; only its family and region,
 * which are its meaning, stand here.
 */
public enum Procedure implements Coded {
    TRANSFORAMINAL_CERVICAL_THORACIC("transforaminal-cervical-thoracic", Family.EPIDURAL, Region.CERVICAL_THORACIC),
    TRANSFORAMINAL_LUMBAR_SACRAL("transforaminal-lumbar-sacral", Family.EPIDURAL, Region.LUMBAR_SACRAL),
    INTERLAMINAR_CERVICAL_THORACIC("interlaminar-cervical-thoracic", Family.EPIDURAL, Region.CERVICAL_THORACIC),
    /** Also caudal: the same code, through the sacral hiatus. */
    INTERLAMINAR_LUMBAR("interlaminar-lumbar", Family.EPIDURAL, Region.LUMBAR_SACRAL),
    FACET_CERVICAL_THORACIC("facet-cervical-thoracic", Family.FACET, Region.CERVICAL_THORACIC),
    FACET_LUMBAR_SACRAL("facet-lumbar-sacral", Family.FACET, Region.LUMBAR_SACRAL),
    RADIOFREQUENCY_CERVICAL_THORACIC("radiofrequency-cervical-thoracic", Family.RADIOFREQUENCY, Region.CERVICAL_THORACIC),
    RADIOFREQUENCY_LUMBAR_SACRAL("radiofrequency-lumbar-sacral", Family.RADIOFREQUENCY, Region.LUMBAR_SACRAL),
    SACROILIAC_JOINT("sacroiliac-joint", Family.SACROILIAC, Region.LUMBAR_SACRAL),
    GENERAL_JOINT("general-joint", Family.JOINT, Region.PERIPHERAL),
    CONSULTATION("consultation", Family.CONSULTATION, Region.NONE);

    private final String code;
    private final Family family;
    private final Region region;

    Procedure(String code, Family family, Region region) {
        this.code = code;
        this.family = family;
        this.region = region;
    }

    @Override
    public String code() {
        return code;
    }

    public Family family() {
        return family;
    }

    public Region region() {
        return region;
    }

    /** Interlaminar and caudal injections enter in the middle: they have no left or right. */
    public boolean isMidline() {
        return this == INTERLAMINAR_CERVICAL_THORACIC || this == INTERLAMINAR_LUMBAR;
    }

    public boolean isInjection() {
        return this != CONSULTATION;
    }
}
