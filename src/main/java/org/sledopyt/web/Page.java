package org.sledopyt.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the part after this one; null at the end
 */
record Page<T>(List<T> items, @Nullable String next) {}
