package org.sledopyt.account;

import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who uses this installation.
 *
 * @param language {@code ru} or {@code en}: what messages are written in
 * @param zone where the person lives: days and quiet hours are counted there
 * @param country ISO 3166 two letters; null if not told
 * @param operator may see and change what concerns the installation: keys of sources, health
 */
public record Account(
        UUID id,
        String email,
        String name,
        String language,
        ZoneId zone,
        @Nullable String country,
        boolean operator) {}
