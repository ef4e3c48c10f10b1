/**
 * Who may do what. Every service checks the caller's token itself and opens only the doors that it lists: there is no
 * trusted network and no path that is open because somebody forgot it.
 */
package health.foramen.safeguard;
