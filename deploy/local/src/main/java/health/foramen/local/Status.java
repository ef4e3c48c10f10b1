package health.foramen.local;

import java.util.stream.Collectors;

/// What runs, in words.
record Status(Suite suite, Machine machine, Voice voice) {

    private enum Word {
        READY("ready"), NOT_READY("running, not ready yet"), DOWN("not running");

        private final String words;

        Word(String words) {
            this.words = words;
        }
    }

    private record Line(Part part, Word word, String process, long megabytes) {
    }

    /// @return 0 when every part is ready, else 1
    int report(String address) {
        var lines = suite.parts().parallelStream().map(this::look).toList();
        for (var line : lines) {
            voice.say("  %-22s %-24s %-12s %7s   %s", line.part().name(), line.word().words, ports(line.part()),
                    line.megabytes() == 0 ? "" : line.megabytes() + " MB", line.process());
        }
        boolean ready = lines.stream().allMatch(line -> line.word() == Word.READY);
        boolean down = lines.stream().allMatch(line -> line.word() == Word.DOWN);
        long megabytes = lines.stream().mapToLong(Line::megabytes).sum();
        voice.say(ready ? "Ready at %s, %d MB in all.".formatted(address, megabytes)
                : down ? "Foramen is not running." : "Foramen is not whole; ./foramen up starts what is missing.");
        return ready ? 0 : 1;
    }

    private Line look(Part part) {
        var process = machine.find(part);
        var word = process.isEmpty() ? Word.DOWN : part.probe().isReady() ? Word.READY : Word.NOT_READY;
        return new Line(part, word, process.map(found -> "process " + found.pid()).orElse(""), process.flatMap(Machine::memory).orElse(0L));
    }

    private static String ports(Part part) {
        return part.ports().stream().map(port -> String.valueOf(port.number())).collect(Collectors.joining(", "));
    }
}
