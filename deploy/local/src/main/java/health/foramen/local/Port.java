package health.foramen.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// A loopback port and the environment variable that moves it elsewhere.
record Port(String variable, int number) {

    Port {
        if (number < 1 || number > 65_535) {
            throw Trouble.of("%s must be a port from 1 to 65535, not %d.", variable, number);
        }
    }

    boolean isFree() {
        try (var socket = new ServerSocket()) {
            // A connection that only just ended does not take a port; a listener does.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void requireFree() {
        if (!isFree()) {
            throw Trouble.of("Port %d is taken%s; choose another with %s.", number, PortOwner.of(number).map(" by process %d"::formatted).orElse(""), variable);
        }
    }
}
