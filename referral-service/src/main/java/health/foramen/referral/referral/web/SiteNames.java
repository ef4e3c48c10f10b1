package health.foramen.referral.referral.web;

/** What a site is called. */
@FunctionalInterface
public interface SiteNames {

    /** Its name, or while nobody can be asked, the short name it goes by. */
    String name(String siteId);
}
