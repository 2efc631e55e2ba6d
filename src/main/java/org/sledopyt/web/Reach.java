package org.sledopyt.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sledopyt.carrier.Carrier;
import org.sledopyt.carrier.Carriers;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.intake.Doors;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Source;
import org.sledopyt.source.Sources;
import org.springframework.stereotype.Component;

/** Which carriers our sources reach, and what these sources want to know of a parcel. */
@Component
class Reach {

    private final Sources sources;
    private final Doors doors;

    Reach(Sources sources, Doors doors) {
        this.sources = sources;
        this.doors = doors;
    }

    /** As it is at this moment; for one request. */
    Now now() {
        Map<String, String> asked = new HashMap<>();
        Map<String, List<Manifest.Need>> needs = new HashMap<>();
        for (Source source : sources.all()) {
            Manifest manifest = source.manifest();
            boolean open = doors.isOpen(manifest);
            for (String carrier : manifest.carriers()) {
                asked.merge(carrier, open ? "yes" : "key", (one, other) -> one.equals("yes") ? one : other);
                if (open) {
                    needs.computeIfAbsent(carrier, code -> new ArrayList<>()).addAll(doors.needs(manifest));
                }
            }
        }
        return new Now(asked, needs);
    }

    /** Each once by name; required if one of the sources cannot do without it. */
    static List<NeedView> once(Collection<Manifest.Need> needs) {
        Map<String, NeedView> once = new java.util.LinkedHashMap<>();
        for (Manifest.Need need : needs) {
            once.merge(
                    need.name(), NeedView.of(need), (one, other) -> one.required() || !other.required() ? one : other);
        }
        return List.copyOf(once.values());
    }

    record Now(Map<String, String> asked, Map<String, List<Manifest.Need>> needs) {

        String asked(String carrier) {
            return asked.getOrDefault(carrier, "no");
        }

        List<NeedView> needs(String carrier) {
            return once(needs.getOrDefault(carrier, List.of()));
        }

        OfficialPage page(Carrier carrier, TrackingNumber number, String language) {
            return OfficialPage.of(carrier, number, asked(carrier.code()), language);
        }

        /** Of those that are known, each once. */
        List<OfficialPage> pages(Collection<String> carriers, TrackingNumber number, String language) {
            return carriers.stream()
                    .distinct()
                    .flatMap(code -> Carriers.find(code).stream())
                    .map(carrier -> page(carrier, number, language))
                    .toList();
        }
    }
}
