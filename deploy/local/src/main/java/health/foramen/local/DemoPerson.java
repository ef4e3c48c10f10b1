package health.foramen.local;

import java.util.List;

/// Who can sign in to the demo clinic. The gateway's local profile knows the same people.
///
/// @param id what is typed at sign-in
/// @param what in a word or two, what the person does here
record DemoPerson(String id, String name, String what) {

    static final List<DemoPerson> ALL = List.of(
            new DemoPerson("dr.amin", "Dr. Samir Amin", "referring physician, Riverside Family Medicine"),
            new DemoPerson("dr.brooks", "Dr. Carol Brooks", "referring physician, Northgate Primary Care"),
            new DemoPerson("dr.haddad", "Dr. Leila Haddad", "clinician"),
            new DemoPerson("dr.lindqvist", "Dr. Sven Lindqvist", "clinician"),
            new DemoPerson("dr.okafor", "Dr. Ngozi Okafor", "clinician"),
            new DemoPerson("dr.reyes", "Dr. Marisol Reyes", "clinician"),
            new DemoPerson("dr.tanaka", "Dr. Kenji Tanaka", "clinician"),
            new DemoPerson("dr.weiss", "Dr. Ruth Weiss", "clinician"),
            new DemoPerson("dana", "Dana Whitfield", "front desk"),
            new DemoPerson("felix", "Felix Moreau", "front desk"),
            new DemoPerson("alex", "Alex Petrov", "administrator"));

    static final String ADMINISTRATOR = "alex";

    /// The last part of the name and `-demo`: easy to remember, useless anywhere else.
    static String password(String id) {
        return id.substring(id.lastIndexOf('.') + 1) + "-demo";
    }

    String password() {
        return password(id);
    }
}
