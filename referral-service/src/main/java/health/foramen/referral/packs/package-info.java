/**
 * Rule packs: what medicine, payers and the clinic have decided, as data with a version, a day from which it holds, a source, how sure we
 * are of it, and who reviewed it. Code asks the {@link health.foramen.referral.packs.Rulebook} of a day; it never holds such a number itself.
 */
package health.foramen.referral.packs;
