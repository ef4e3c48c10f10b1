/**
 * How people come in. To the gateway every identity provider is the same: it is an OpenID Connect client, keeps what it was given
 * in the session, and never lets a token reach the browser. In profile {@code local} the provider lives in the same process.
 */
package health.foramen.gateway.signin;
