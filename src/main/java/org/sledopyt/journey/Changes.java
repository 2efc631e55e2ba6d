package org.sledopyt.journey;

import java.util.List;
import org.springframework.stereotype.Repository;

@Repository
public class Changes {
    public void add(List<Change> changes) {}
}
