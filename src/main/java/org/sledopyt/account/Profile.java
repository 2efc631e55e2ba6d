package org.sledopyt.account;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sledopyt.account.Result.Reason;

/** What people say of themselves, as they typed it; {@link Accounts} takes it only if {@link #objection} has none. */
public record Profile(
        String name, String language, String zone, @Nullable String country) {

    private static final int LONGEST_NAME = 100;
    private static final Set<String> LANGUAGES = Set.of("en", "ru");
    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    public Profile {
        name = name.strip();
        country = country == null || country.isBlank() ? null : country.strip().toUpperCase(Locale.ROOT);
    }

    Optional<Reason> objection() {
        if (name.isEmpty()) {
            return Optional.of(Reason.of("name.missing"));
        }
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of(new Reason("name.wrong", Map.of("max", LONGEST_NAME)));
        }
        if (!LANGUAGES.contains(language)) {
            return Optional.of(Reason.of("language.unknown"));
        }
        // Names of regions only: PostgreSQL reads "UTC+3" the other way round than everybody else.
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            return Optional.of(Reason.of("zone.unknown"));
        }
        if (country != null && !COUNTRIES.contains(country)) {
            return Optional.of(Reason.of("country.unknown"));
        }
        return Optional.empty();
    }
}
