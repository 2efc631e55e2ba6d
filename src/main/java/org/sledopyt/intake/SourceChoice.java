package org.sledopyt.intake;

import java.util.Collection;
import java.util.List;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Sources;
import org.springframework.stereotype.Component;

/** Which sources are worth asking for a number. */
@Component
class SourceChoice {

    private final Sources sources;
    private final IntakeSettings settings;

    SourceChoice(Sources sources, IntakeSettings settings) {
        this.sources = sources;
        this.settings = settings;
    }

    /** @param carriers who may have issued the number; empty: nobody knows */
    List<String> of(TrackingNumber number, List<String> carriers) {
        return sources.all().stream()
                .map(source -> source.manifest())
                .filter(source -> settings.of(source.code()).enabled())
                .filter(source ->
                        source.takes(number) || source.carriers().stream().anyMatch(carriers::contains))
                .map(Manifest::code)
                .toList();
    }

    /** The sources that want to know one of these things of a parcel. */
    List<String> wanting(Collection<String> needs) {
        return sources.all().stream()
                .map(source -> source.manifest())
                .filter(source -> source.needs().stream().anyMatch(need -> needs.contains(need.name())))
                .map(Manifest::code)
                .toList();
    }
}
