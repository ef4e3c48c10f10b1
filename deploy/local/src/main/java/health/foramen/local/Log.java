package health.foramen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What one process has said since it was last started.
record Log(Path path) {

    private static final int LINES = 200;

    void show(boolean follow, Voice voice) {
        if (!Files.exists(path)) {
            throw Trouble.of("Nothing was logged yet in %s.", path);
        }
        try (var reader = Files.newBufferedReader(path)) {
            var all = reader.lines().toList();
            all.subList(Math.max(0, all.size() - LINES), all.size()).forEach(line -> voice.out().println(line));
            while (follow) {
                var line = reader.readLine();
                if (line == null) {
                    Machine.pause(200);
                } else {
                    voice.out().println(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
