package health.foramen.sandbox.demo;

import health.foramen.sandbox.suite.Caller;
import health.foramen.sandbox.suite.Suite;

/** The demo people, each with a token of their own. */
record People(Suite suite) {

    /** A demo person's password is the last part of the name and {@code -demo}. */
    Caller person(String id) {
        return suite.as(id, id.substring(id.lastIndexOf('.') + 1) + "-demo");
    }

    Caller drAmin() {
        return person("dr.amin");
    }

    Caller drHaddad() {
        return person("dr.haddad");
    }

    Caller dana() {
        return person("dana");
    }

    Caller alex() {
        return person("alex");
    }
}
