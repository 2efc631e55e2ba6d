package org.sledopyt.web;

import java.util.List;

/** A whole list. */
record Items<T>(List<T> items) {}
