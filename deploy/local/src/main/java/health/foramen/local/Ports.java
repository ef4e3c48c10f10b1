package health.foramen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where everything listens. `FORAMEN_PORT` moves all of it; each port can be moved alone.
record Ports(Map<Use, Port> byUse) {

    /// In the order in which they follow the base port.
    enum Use {
        GATEWAY("FORAMEN_PORT"),
        REFERRAL("FORAMEN_REFERRAL_PORT"),
        SCHEDULING("FORAMEN_SCHEDULING_PORT"),
        NOTIFICATION("FORAMEN_NOTIFICATION_PORT"),
        SANDBOX("FORAMEN_SANDBOX_PORT"),
        SMTP("FORAMEN_SMTP_PORT"),
        MONGO("FORAMEN_MONGO_PORT"),
        KAFKA("FORAMEN_KAFKA_PORT"),
        KAFKA_CONTROLLER("FORAMEN_KAFKA_CONTROLLER_PORT");

        private final String variable;

        Use(String variable) {
            this.variable = variable;
        }
    }

    private static final int BASE = 8080;

    Ports {
        byUse = Map.copyOf(byUse);
        var taken = new HashMap<Integer, Port>();
        for (var use : Use.values()) {
            var port = byUse.get(use);
            var other = taken.put(port.number(), port);
            if (other != null) {
                throw Trouble.of("%s and %s are both %d; each needs a port of its own.", other.variable(), port.variable(), port.number());
            }
        }
    }

    static Ports from(Map<String, String> environment) {
        int base = number(environment, Use.GATEWAY.variable, BASE);
        var ports = new EnumMap<Use, Port>(Use.class);
        for (var use : Use.values()) {
            ports.put(use, new Port(use.variable, number(environment, use.variable, base + use.ordinal())));
        }
        return new Ports(ports);
    }

    /// Ports that were free a moment ago.
    static Ports free() {
        var ports = new EnumMap<Use, Port>(Use.class);
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var use : Use.values()) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                ports.put(use, new Port(use.variable, socket.getLocalPort()));
            }
            for (var socket : sockets) {
                socket.close();
            }
            return new Ports(ports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Map<String, String> environment, String variable, int otherwise) {
        var given = environment.getOrDefault(variable, "").strip();
        try {
            return given.isEmpty() ? otherwise : Integer.parseInt(given);
        } catch (NumberFormatException e) {
            throw Trouble.of("%s must be a port from 1 to 65535, not \"%s\".", variable, given);
        }
    }

    List<Port> all() {
        return List.of(Use.values()).stream().map(byUse::get).toList();
    }

    Port gateway() {
        return byUse.get(Use.GATEWAY);
    }

    Port referral() {
        return byUse.get(Use.REFERRAL);
    }

    Port scheduling() {
        return byUse.get(Use.SCHEDULING);
    }

    Port notification() {
        return byUse.get(Use.NOTIFICATION);
    }

    Port sandbox() {
        return byUse.get(Use.SANDBOX);
    }

    Port smtp() {
        return byUse.get(Use.SMTP);
    }

    Port mongo() {
        return byUse.get(Use.MONGO);
    }

    Port kafka() {
        return byUse.get(Use.KAFKA);
    }

    Port kafkaController() {
        return byUse.get(Use.KAFKA_CONTROLLER);
    }
}
