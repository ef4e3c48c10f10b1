package health.foramen.local;

import java.util.ArrayList;
import java.util.List;

/// The virtual machine that a part is shipped with; every figure of ours was taken with these flags.
///
/// @param heap megabytes that the heap may grow to
/// @param young megabytes of it for what is new: all of it is soon in use, so it is kept small
/// @param compilers whether hot code is compiled a second time
record Jvm(int heap, int young, Compilers compilers) {

    enum Compilers {
        /// Starts with half the processor time and a tenth less memory. Right where a request is spent waiting for a store.
        FIRST,
        /// Peak speed after a minute of load. Right for the store's own loops, for what every request goes through, and for the search among openings.
        BOTH
    }

    /// What is called so often is hot by itself, and not because a process starts: a start costs two seconds less, and peak speed comes some
    /// thousand requests later. What was hot in training was mostly its start, too.
    private static final List<String> LATE_SECOND_COMPILER = List.of("-XX:-AOTReplayTraining", "-XX:Tier4InvocationThreshold=15000",
            "-XX:Tier4MinInvocationThreshold=3000", "-XX:Tier4CompileThreshold=30000", "-XX:Tier4BackEdgeThreshold=120000");

    static Jvm quick(int heap, int young) {
        return new Jvm(heap, young, Compilers.FIRST);
    }

    static Jvm strong(int heap, int young) {
        return new Jvm(heap, young, Compilers.BOTH);
    }

    List<String> flags() {
        var flags = new ArrayList<>(List.of(
                // The smallest collector: with heaps of this size its pauses stay within milliseconds.
                "-XX:+UseSerialGC",
                "-Xms%dm".formatted(2 * young),
                "-Xmn%dm".formatted(young),
                "-Xmx%dm".formatted(heap),
                "-XX:+UseCompactObjectHeaders",
                "-XX:ReservedCodeCacheSize=64m",
                // Maps what was trained where it was written: its pages stay the file's, instead of becoming each process's own.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                // Better a restart than a process that limps on.
                "-XX:+ExitOnOutOfMemoryError",
                // Netty, snappy and the store reach past the JVM; newer JDKs want that said.
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true"));
        switch (compilers) {
            case FIRST -> flags.add("-XX:TieredStopAtLevel=1");
            case BOTH -> flags.addAll(LATE_SECOND_COMPILER);
        }
        return List.copyOf(flags);
    }
}
