package org.sledopyt.source.austrianpost;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.sledopyt.carrier.TrackingNumber;
import org.sledopyt.source.Answers;
import org.sledopyt.source.Codes;
import org.sledopyt.source.Credentials;
import org.sledopyt.source.Facts;
import org.sledopyt.source.Json;
import org.sledopyt.source.JsonSource;
import org.sledopyt.source.Manifest;
import org.sledopyt.source.Milestone;
import org.sledopyt.source.Place;
import org.sledopyt.source.Promise;
import org.sledopyt.source.Raw;
import org.sledopyt.source.Reading;
import org.sledopyt.source.Request;
import org.sledopyt.source.SourceEvent;
import org.sledopyt.source.Times;
import org.sledopyt.source.Words;
import tools.jackson.databind.JsonNode;

/**
 * The GraphQL service behind Austrian Post's tracking page: there is no document, all of this was observed. Its states are five; the texts add to the coarse
 * ones. Times are Vienna's and do not say so. What it does not know is a null with HTTP 200.
 */
public final class AustrianPost extends JsonSource {

    private static final String QUERY = """
            query { einzelsendung(sendungsnummer: %s) { activeIdentityCode originalIdentityCode status productType weight \
            estimatedDeliveryDate estimatedDelivery { startDate endDate } sendungsEvents { trackingStateKey trackingState \
            trackingDesc text textEn timestamp eventcountry eventpostalcode eventPlaceName } } }""";

    private final Times times;
    private final Words words = Words.beside(AustrianPost.class);

    AustrianPost(Manifest manifest, Codes codes) {
        super(manifest, codes, "a parcel of Austrian Post");
        this.times = Times.iso().or("dd.MM.uuuu HH:mm:ss", "dd.MM.uuuu").assuming(manifest.zone());
    }

    @Override
    public Request ask(List<TrackingNumber> numbers, Credentials by) {
        String number = numbers.getFirst().text().replaceAll("[\"\\\\]", "");
        return Request.json(
                "/sendungen/sv/graphqlPublic", Json.object().put("query", QUERY.formatted("\"" + number + "\"")));
    }

    @Override
    protected List<Reading> read(Raw raw, JsonNode answer) {
        JsonNode data = answer.path("data");
        if (data.has("einzelsendung") && data.path("einzelsendung").isNull() && !answer.has("errors")) {
            return List.of(new Reading.NotFound(raw.onlyAsked()));
        }
        return about(
                raw, Json.list(data, "einzelsendung").stream().map(this::parcel).toList());
    }

    private Reading.Found parcel(JsonNode parcel) {
        List<SourceEvent> events = SourceEvent.oldestFirst(
                Json.list(parcel, "sendungsEvents").stream().map(this::event).toList());
        String original = Json.text(parcel, "originalIdentityCode", "sendungsnummer");
        String active = Json.text(parcel, "activeIdentityCode");
        Facts facts = Facts.NONE
                .withServiceLevel(Json.text(parcel, "productType", "produktkategorie"))
                .withWeightGrams(Json.grams(Json.text(parcel, "weight"), "kg"));
        if (original != null && active != null && !original.equals(active)) {
            facts = facts.linked(active, Facts.Link.Kind.REPLACED_BY, null);
        }
        boolean over = events.stream().anyMatch(event -> event.stage().milestone() == Milestone.DELIVERED);
        Promise promise = Promise.between(
                times.day(Json.text(parcel, "estimatedDelivery.startDate", "estimatedDeliveryDate")),
                times.day(Json.text(parcel, "estimatedDelivery.endDate", "estimatedDeliveryDate")));
        return new Reading.Found(
                Answers.number(original == null ? active : original), events, over ? facts : facts.with(promise));
    }

    private SourceEvent event(JsonNode event) {
        String code = Stream.of("trackingStateKey", "trackingState")
                .map(field -> Json.text(event, field))
                .filter(one -> codes.match(one).how() != SourceEvent.How.NONE)
                .findFirst()
                .orElse(Json.text(event, "trackingStateKey", "trackingState"));
        String text = Answers.plain(Json.text(event, "textEn", "text", "trackingDesc"));
        String all = text + "\n" + Json.text(event, "text");
        return new SourceEvent(
                times.read(Json.text(event, "timestamp")),
                Objects.requireNonNullElse(text, ""),
                Answers.code(code),
                words.refine(code, text == null ? null : all, codes.match(code)),
                Place.in(
                        Json.text(event, "eventcountry"),
                        Json.text(event, "eventPlaceName"),
                        Json.text(event, "eventpostalcode"),
                        null));
    }
}
