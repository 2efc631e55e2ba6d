package org.sledopyt.command;

import java.util.concurrent.Callable;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "sources",
        description = "what each source can do, what it needs, its limits",
        mixinStandardHelpOptions = true)
final class ListSources implements Callable<Integer> {

    @Option(names = "--markdown", description = "as docs/sources.md")
    boolean markdown;

    @Override
    public Integer call() {
        Sources sources = Sources.load();
        if (markdown) {
            System.out.print(SourcesPage.of(sources));
            return 0;
        }
        for (Source source : sources.all()) {
            Manifest manifest = source.manifest();
            System.out.printf("%-18s %-26s %s%n", manifest.code(), manifest.name("en"), SourcesPage.key(manifest));
        }
        return 0;
    }
}
