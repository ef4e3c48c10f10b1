/**
 * Where care happens: sites, their setting, zone and opening hours, and the units that an appointment claims there
 * (rooms, imaging devices, bays, nurses, clinicians). Everything else in this service refers to these by slug.
 */
package health.foramen.scheduling.site;
