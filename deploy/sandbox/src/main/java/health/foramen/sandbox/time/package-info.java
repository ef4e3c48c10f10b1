/** Business time in the sandbox: what day it is, and going forward without missing a message. */
package health.foramen.sandbox.time;
