/** Reads rule packs from YAML, strictly: a pack that cannot be understood stops the service and names file, line and reason. */
package health.foramen.referral.packs.store;
