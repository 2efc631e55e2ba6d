package org.sledopyt.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Account;
import org.sledopyt.carrier.Candidate;
import org.sledopyt.carrier.Carriers;
import org.sledopyt.carrier.Context;
import org.sledopyt.carrier.Recognised;
import org.sledopyt.carrier.Recogniser;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.intake.Asks;
import org.sledopyt.intake.Follow;
import org.sledopyt.intake.Keyring;
import org.sledopyt.intake.Stories;
import org.sledopyt.journey.Journey;
import org.sledopyt.shipment.Shipments;
import org.sledopyt.shipment.Shipments.Shipment;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Sources;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the account waits for. */
@RestController
@RequestMapping("/api/v1/shipments")
@Tag(name = "Shipments")
class ShipmentsApi {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_NOTE = 5_000;

    /** Either a text with numbers in it, or numbers chosen one by one. */
    record AddForm(@Nullable String text, @Nullable List<NumberForm> numbers) {}

    /** @param carrier the carrier that the person chose, if any */
    record NumberForm(
            @Nullable String number,
            @Nullable String title,
            @Nullable String carrier) {}

    /** What is no number, and why: {@code key} and {@code args} of the catalogue. */
    record NotUnderstood(String input, String key, Map<String, Object> args) {}

    record Added(List<ShipmentView> added, List<ShipmentView> known, List<NotUnderstood> notUnderstood) {}

    record ShipmentPage(List<ShipmentView> items, @Nullable String next, int total) {}

    record Refreshed(Instant nextAllowedAt) {}

    private final Shipments shipments;
    private final Follow follow;
    private final Stories stories;
    private final Sources sources;
    private final Keyring keyring;
    private final AccountContext contexts;
    private final java.time.Clock clock;

    ShipmentsApi(
            Shipments shipments,
            Follow follow,
            Stories stories,
            Sources sources,
            Keyring keyring,
            AccountContext contexts,
            java.time.Clock clock) {
        this.shipments = shipments;
        this.follow = follow;
        this.stories = stories;
        this.sources = sources;
        this.keyring = keyring;
        this.contexts = contexts;
        this.clock = clock;
    }

    @GetMapping
    ShipmentPage list(
            Account me,
            Paging paging,
            @RequestParam(defaultValue = "active") String state,
            @RequestParam(required = false) @Nullable String milestone,
            @RequestParam(defaultValue = "") String q) {
        Shipments.State wanted = state(state);
        List<Shipment> found = shipments.list(
                me.id(), new Shipments.Wanted(wanted, milestone(milestone), q, after(paging), paging.limit() + 1));
        Page<Shipment> page = paging.page(found, shipment -> shipment.id().toString());
        return new ShipmentPage(views(me, page.items()), page.next(), shipments.count(me.id(), wanted));
    }

    @PostMapping
    Added add(Account me, @RequestBody AddForm form) {
        Context context = contexts.of(me);
        List<Shipment> added = new ArrayList<>();
        List<Shipment> known = new ArrayList<>();
        List<NotUnderstood> not = new ArrayList<>();
        if (form.text != null) {
            for (Recognised found : Recogniser.standard().inText(form.text, context)) {
                follow(me, found, null, "", context, added, known, not);
            }
            if (added.isEmpty() && known.isEmpty() && not.isEmpty()) {
                not.add(new NotUnderstood(shortened(form.text), "add.noNumber", Map.of()));
            }
        }
        if (form.numbers != null) {
            if (form.numbers.size() > Recogniser.MOST_NUMBERS) {
                throw new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT, "add.tooMany", Map.of("most", Recogniser.MOST_NUMBERS));
            }
            for (NumberForm one : form.numbers) {
                add(me, one, context, added, known, not);
            }
        }
        return new Added(views(me, added), views(me, known), not);
    }

    @GetMapping("/{id}")
    ShipmentView get(Account me, @PathVariable UUID id) {
        return whole(me, find(me, id));
    }

    @PatchMapping("/{id}")
    ShipmentView change(Account me, @PathVariable UUID id, @RequestBody Patch patch) {
        Shipment shipment = find(me, id);
        shipments.rename(
                shipment,
                limited(patch.text("title", shipment.title()).strip(), LONGEST_TITLE, "title"),
                limited(patch.text("note", shipment.note()), LONGEST_NOTE, "note"));
        boolean archived = patch.flag("archived", shipment.archivedAt() != null);
        if (archived != (shipment.archivedAt() != null)) {
            follow.archive(shipment, archived);
        }
        boolean muted = patch.flag("muted", shipment.muted());
        if (muted != shipment.muted()) {
            follow.mute(shipment, muted);
        }
        return whole(me, find(me, id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Account me, @PathVariable UUID id) {
        follow.delete(find(me, id));
    }

    @PostMapping("/{id}/refresh")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Refreshed refresh(Account me, @PathVariable UUID id) {
        Instant again = follow.refresh(find(me, id));
        if (again != null) {
            throw new Problem(HttpStatus.TOO_MANY_REQUESTS, "refresh.tooSoon", Map.of("at", again.toString()));
        }
        return new Refreshed(clock.instant().plus(follow.refreshEvery()));
    }

    private void add(
            Account me,
            NumberForm form,
            Context context,
            List<Shipment> added,
            List<Shipment> known,
            List<NotUnderstood> not) {
        String written = form.number == null ? "" : form.number.strip();
        String title = form.title == null ? "" : limited(form.title.strip(), LONGEST_TITLE, "title");
        if (form.carrier != null && Carriers.find(form.carrier).isEmpty()) {
            not.add(new NotUnderstood(
                    shortened(written), "add.carrierUnknown", Map.of("carrier", shortened(form.carrier))));
            return;
        }
        if (!looksLikeNumber(written)) {
            not.add(new NotUnderstood(shortened(written), "add.noNumber", Map.of()));
            return;
        }
        follow(me, Recogniser.standard().number(written, context), form.carrier, title, context, added, known, not);
    }

    /** Something that a carrier may have printed: letters and digits, at least five, not too many. */
    private static boolean looksLikeNumber(String written) {
        long kept = written.codePoints().filter(Character::isLetterOrDigit).count();
        boolean hasDigit = written.codePoints().anyMatch(Character::isDigit);
        return kept >= 5 && kept <= TrackingNumber.MAX_LENGTH && hasDigit;
    }

    private void follow(
            Account me,
            Recognised found,
            @Nullable String carrier,
            String title,
            Context context,
            List<Shipment> added,
            List<Shipment> known,
            List<NotUnderstood> not) {
        TrackingNumber number = found.number();
        if (number == null) {
            not.add(new NotUnderstood(shortened(found.input()), "add.noNumber", Map.of()));
            return;
        }
        List<String> carriers = new ArrayList<>();
        if (carrier != null) {
            carriers.add(carrier);
        }
        carriers.addAll(Recogniser.standard().carriersToAsk(found, context));
        Follow.Followed followed = follow.follow(me.id(), number, carriers, title);
        (followed.added() ? added : known).add(followed.shipment());
    }

    private Shipment find(Account me, UUID id) {
        return shipments.find(me.id(), id).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "shipment.none"));
    }

    private ShipmentView whole(Account me, Shipment shipment) {
        Journey journey = stories.of(shipment.bucket(), shipment.parcelId());
        List<AskView> asks = asks(me, List.of(shipment)).getOrDefault(shipment.parcelId(), List.of());
        List<JourneyView.NumberView> numbers = journey.numbers().stream()
                .map(number -> {
                    Candidate best = Recogniser.standard()
                            .number(number.text(), contexts.of(me))
                            .best();
                    String via = number.text().equals(shipment.number()) ? "PERSON" : "SOURCE";
                    return JourneyView.number(number, via, best == null ? null : best.carrier(), me.language());
                })
                .toList();
        return ShipmentView.of(shipment, asks, JourneyView.of(journey, numbers, asks, me.language()));
    }

    private List<ShipmentView> views(Account me, List<Shipment> found) {
        Map<UUID, List<AskView>> asks = asks(me, found);
        return found.stream()
                .map(shipment -> ShipmentView.of(shipment, asks.getOrDefault(shipment.parcelId(), List.of()), null))
                .toList();
    }

    private Map<UUID, List<AskView>> asks(Account me, List<Shipment> found) {
        Map<Integer, List<UUID>> parcels = new HashMap<>();
        found.forEach(shipment -> parcels.computeIfAbsent(shipment.bucket(), bucket -> new ArrayList<>())
                .add(shipment.parcelId()));
        Map<String, Boolean> ready = new HashMap<>();
        Map<UUID, List<AskView>> views = new HashMap<>();
        stories.asks(parcels).forEach((parcel, asks) -> {
            List<AskView> its = new ArrayList<>();
            for (Asks.Ask ask : asks) {
                sources.find(ask.source()).ifPresent(source -> {
                    Manifest manifest = source.manifest();
                    boolean isReady = ready.computeIfAbsent(
                            ask.source(), code -> keyring.of(manifest).isPresent());
                    its.add(AskView.of(ask, manifest, isReady, me.language()));
                });
            }
            views.put(parcel, its);
        });
        return views;
    }

    private static Shipments.State state(String text) {
        try {
            return Shipments.State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "request.wrongValue", Map.of("field", "state"));
        }
    }

    private static @Nullable String milestone(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Milestone.valueOf(text).name();
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "request.wrongValue", Map.of("field", "milestone"));
        }
    }

    private static @Nullable UUID after(Paging paging) {
        try {
            return paging.after() == null ? null : UUID.fromString(paging.after());
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.BAD_REQUEST, "request.wrongValue", Map.of("field", "cursor"));
        }
    }

    private static String limited(String text, int most, String field) {
        if (text.length() > most) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "request.tooLong", Map.of("field", field, "most", most));
        }
        return text.replace("\0", "");
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
