/** The clinic's sites and who works there, as scheduling-service writes them down: a copy of what a plan has to name. */
package health.foramen.referral.site;
