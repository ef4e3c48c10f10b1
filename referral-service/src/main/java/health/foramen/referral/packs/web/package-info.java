/** The rule packs in force, to be read by people. */
package health.foramen.referral.packs.web;
