package health.foramen.gateway.signin;

/** Where signing out may lead beside this site; browsers hold forms to it also across redirects. */
record FormTargets(String... origins) {
}
