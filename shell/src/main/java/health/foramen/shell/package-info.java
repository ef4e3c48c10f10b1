/**
 * What every web face of the suite shares: the frame around a page, the way to say no (RFC 9457 problems to programs, a page to
 * people), and how large a request may be. It knows no patient, no appointment and no message.
 */
package health.foramen.shell;
