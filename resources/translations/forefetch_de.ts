<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>PrefetchOutcome</name>
    <message>
        <source>queued</source>
        <translation>in der Warteschlange</translation>
    </message>
    <message>
        <source>Waits for a worker.</source>
        <translation>Wartet auf einen Worker.</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>Is being fetched, or waits for a retry.</source>
        <translation>Wird gerade geladen oder wartet auf eine Wiederholung.</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>Stored, fresh, not used yet: no waste.</source>
        <translation>Gespeichert, frisch, noch nicht genutzt: keine Verschwendung.</translation>
    </message>
    <message>
        <source>used</source>
        <translation>genutzt</translation>
    </message>
    <message>
        <source>Served its first hit.</source>
        <translation>Hat seinen ersten Treffer geliefert.</translation>
    </message>
    <message>
        <source>late</source>
        <translation>verspätet</translation>
    </message>
    <message>
        <source>A client asked while it was in flight, joined it and waited.</source>
        <translation>Ein Client fragte danach, während er unterwegs war, schloss sich an und wartete.</translation>
    </message>
    <message>
        <source>wasted: expired</source>
        <translation>verschwendet: abgelaufen</translation>
    </message>
    <message>
        <source>Its freshness ended before anybody came.</source>
        <translation>Die Frischedauer endete, bevor jemand danach fragte.</translation>
    </message>
    <message>
        <source>wasted: evicted</source>
        <translation>verschwendet: verdrängt</translation>
    </message>
    <message>
        <source>It made room before anybody came.</source>
        <translation>Musste Platz machen, bevor jemand danach fragte.</translation>
    </message>
    <message>
        <source>wasted: voided</source>
        <translation>verschwendet: ungültig</translation>
    </message>
    <message>
        <source>An unsafe request made it invalid before anybody came.</source>
        <translation>Eine ändernde Anfrage machte ihn ungültig, bevor jemand danach fragte.</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>überholt</translation>
    </message>
    <message>
        <source>A client fetched the same first.</source>
        <translation>Ein Client hat dasselbe vorher geholt.</translation>
    </message>
    <message>
        <source>expired in queue</source>
        <translation>in der Warteschlange abgelaufen</translation>
    </message>
    <message>
        <source>Waited longer than the maximum age.</source>
        <translation>Hat länger als die Höchstdauer gewartet.</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>Fetched and not stored.</source>
        <translation>Geladen und nicht gespeichert.</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>The API refused: 429, 503, 425.</source>
        <translation>Die API hat abgelehnt: 429, 503, 425.</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Network or server error after the last retry.</source>
        <translation>Netz- oder Serverfehler auch nach der letzten Wiederholung.</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>Removed, displaced, signed out or stopped.</source>
        <translation>Entfernt, verdrängt, abgemeldet oder angehalten.</translation>
    </message>
</context>
<context>
    <name>ProfileCommand</name>
    <message>
        <source>profile %1</source>
        <translation>Profil %1</translation>
    </message>
</context>
<context>
    <name>TargetTexts</name>
    <message>
        <source>(forgotten)</source>
        <translation>(vergessen)</translation>
    </message>
</context>
<context>
    <name>TunerStepCommand</name>
    <message>
        <source>tuner: %1</source>
        <translation>Tuner: %1</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Prefetch</source>
        <extracomment>The name of prefetch.enabled in the panel of settings: short.</extracomment>
        <translation>Prefetching</translation>
    </message>
    <message>
        <source>Whether anything is prefetched; off, requests are still served, cached and learnt from.</source>
        <extracomment>What prefetch.enabled does.</extracomment>
        <translation>Ob überhaupt vorab geladen wird; ist es aus, werden Anfragen weiter beantwortet, im Cache gehalten und gelernt.</translation>
    </message>
    <message>
        <source>Model</source>
        <extracomment>The name of predictor.model in the panel of settings: short.</extracomment>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The model that predicts the next requests of a session; a new one begins to learn anew, and none learns and predicts nothing.</source>
        <extracomment>What predictor.model does.</extracomment>
        <translation>Das Modell, das die nächsten Anfragen einer Sitzung vorhersagt; ein neues lernt von vorn, und none lernt nichts und sagt nichts vorher.</translation>
    </message>
    <message>
        <source>Context</source>
        <extracomment>The name of predictor.max_order in the panel of settings: short.</extracomment>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>How many of a session&apos;s last requests make one context at most.</source>
        <extracomment>What predictor.max_order does.</extracomment>
        <translation>Wie viele der letzten Anfragen einer Sitzung höchstens einen Kontext bilden.</translation>
    </message>
    <message>
        <source>Predictions</source>
        <extracomment>The name of predictor.top_k in the panel of settings: short.</extracomment>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>How many predictions are asked of the model after each request.</source>
        <extracomment>What predictor.top_k does.</extracomment>
        <translation>Wie viele Vorhersagen das Modell nach jeder Anfrage liefern soll.</translation>
    </message>
    <message>
        <source>Horizon, requests</source>
        <extracomment>The name of predictor.horizon_requests in the panel of settings: short.</extracomment>
        <translation>Horizont, Anfragen</translation>
    </message>
    <message>
        <source>A prediction counts as used when the session asks for it within so many requests.</source>
        <extracomment>What predictor.horizon_requests does.</extracomment>
        <translation>Eine Vorhersage gilt als genutzt, wenn die Sitzung innerhalb von so vielen Anfragen danach fragt.</translation>
    </message>
    <message>
        <source>Horizon, time</source>
        <extracomment>The name of predictor.horizon_seconds in the panel of settings: short.</extracomment>
        <translation>Horizont, Zeit</translation>
    </message>
    <message>
        <source>How soon it must be asked for to count as used.</source>
        <extracomment>What predictor.horizon_seconds does.</extracomment>
        <translation>Wie bald danach gefragt werden muss, damit sie als genutzt gilt.</translation>
    </message>
    <message>
        <source>Half-life</source>
        <extracomment>The name of predictor.half_life in the panel of settings: short.</extracomment>
        <translation>Halbwertszeit</translation>
    </message>
    <message>
        <source>After so many observations an old one counts half; 0: none ever fades.</source>
        <extracomment>What predictor.half_life does.</extracomment>
        <translation>Nach so vielen Beobachtungen zählt eine alte nur noch halb; 0: keine verblasst.</translation>
    </message>
    <message>
        <source>Model memory</source>
        <extracomment>The name of predictor.max_memory in the panel of settings: short.</extracomment>
        <translation>Modellspeicher</translation>
    </message>
    <message>
        <source>Minimum probability</source>
        <extracomment>The name of scheduler.min_probability in the panel of settings: short.</extracomment>
        <translation>Mindestwahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Predictions below this are not prefetched: lower saves more waiting, higher wastes less.</source>
        <extracomment>What scheduler.min_probability does.</extracomment>
        <translation>Vorhersagen darunter werden nicht vorab geladen: niedriger erspart mehr Warten, höher verschwendet weniger.</translation>
    </message>
    <message>
        <source>Batch limit</source>
        <extracomment>The name of scheduler.max_prefetch_per_schedule in the panel of settings: short.</extracomment>
        <translation>Batch-Grenze</translation>
    </message>
    <message>
        <source>At most so many prefetches are scheduled after one request, the most probable first.</source>
        <extracomment>What scheduler.max_prefetch_per_schedule does.</extracomment>
        <translation>Höchstens so viele Prefetches werden nach einer Anfrage eingeplant, die wahrscheinlichsten zuerst.</translation>
    </message>
    <message>
        <source>Unproven share</source>
        <extracomment>The name of scheduler.cache_space_threshold in the panel of settings: short.</extracomment>
        <translation>Unbewährter Anteil</translation>
    </message>
    <message>
        <source>The share of the cache that prefetched entries may hold before they have served anyone.</source>
        <extracomment>What scheduler.cache_space_threshold does.</extracomment>
        <translation>Der Anteil des Caches, den vorab geladene Einträge belegen dürfen, bevor sie jemandem genützt haben.</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <extracomment>The name of scheduler.max_age in the panel of settings: short.</extracomment>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <source>A prefetch that has waited longer in the queue is dropped: its moment has passed.</source>
        <extracomment>What scheduler.max_age does.</extracomment>
        <translation>Ein Prefetch, der länger in der Warteschlange stand, wird verworfen: Sein Augenblick ist vorbei.</translation>
    </message>
    <message>
        <source>Queue size</source>
        <extracomment>The name of queue.max_size in the panel of settings: short.</extracomment>
        <translation>Höchstlänge</translation>
    </message>
    <message>
        <source>How many prefetches may wait; beyond it the least probable gives way.</source>
        <extracomment>What queue.max_size does.</extracomment>
        <translation>Wie viele Prefetches warten dürfen; darüber weicht der unwahrscheinlichste.</translation>
    </message>
    <message>
        <source>Workers</source>
        <extracomment>The name of workers.count in the panel of settings: short.</extracomment>
        <translation>Worker</translation>
    </message>
    <message>
        <source>How many prefetches are fetched at once; 0 fetches none.</source>
        <extracomment>What workers.count does.</extracomment>
        <translation>Wie viele Prefetches gleichzeitig geladen werden; 0 lädt keinen.</translation>
    </message>
    <message>
        <source>Prefetch rate</source>
        <extracomment>The name of workers.max_requests_per_second in the panel of settings: short.</extracomment>
        <translation>Prefetch-Rate</translation>
    </message>
    <message>
        <source>The most fetches that all workers together start in a second; 0 pauses them.</source>
        <extracomment>What workers.max_requests_per_second does.</extracomment>
        <translation>Wie viele Ladevorgänge alle Worker zusammen je Sekunde höchstens beginnen; 0 hält sie an.</translation>
    </message>
    <message>
        <source>Retries</source>
        <extracomment>The name of workers.max_retries in the panel of settings: short.</extracomment>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>How often a prefetch is tried again after a network or server error, at growing intervals.</source>
        <extracomment>What workers.max_retries does.</extracomment>
        <translation>Wie oft ein Prefetch nach einem Netz- oder Serverfehler erneut versucht wird, in wachsenden Abständen.</translation>
    </message>
    <message>
        <source>Most extra load</source>
        <extracomment>The name of guard.max_extra_load in the panel of settings: short.</extracomment>
        <translation>Höchste Mehrlast</translation>
    </message>
    <message>
        <source>At most so many prefetches are sent for each request that the origin would have got without them, over any 10 s; 1 may double its load, 0 sends none.</source>
        <extracomment>What guard.max_extra_load does.</extracomment>
        <translation>Höchstens so viele Prefetches je Anfrage, die der Ursprungsserver ohne sie bekommen hätte, über jeweils 10 s; 1 darf seine Last verdoppeln, 0 sendet keinen.</translation>
    </message>
    <message>
        <source>Most errors</source>
        <extracomment>The name of guard.max_error_ratio in the panel of settings: short.</extracomment>
        <translation>Fehlergrenze</translation>
    </message>
    <message>
        <source>Prefetching slows down when more than this share of the origin&apos;s answers are errors.</source>
        <extracomment>What guard.max_error_ratio does.</extracomment>
        <translation>Prefetching wird gebremst, wenn ein größerer Anteil der Antworten des Ursprungsservers Fehler sind.</translation>
    </message>
    <message>
        <source>Cache size</source>
        <extracomment>The name of cache.capacity in the panel of settings: short.</extracomment>
        <translation>Cache-Größe</translation>
    </message>
    <message>
        <source>What the cache may hold; a smaller value evicts at once.</source>
        <extracomment>What cache.capacity does.</extracomment>
        <translation>Was der Cache fassen darf; ein kleinerer Wert verdrängt sofort.</translation>
    </message>
    <message>
        <source>Cache policy</source>
        <extracomment>The name of cache.policy in the panel of settings: short.</extracomment>
        <translation>Cache-Richtlinie</translation>
    </message>
    <message>
        <source>What may be stored: rfc is RFC 9111 to the letter, safe never shares what sets a cookie, assume also stores what the origin says nothing about.</source>
        <extracomment>What cache.policy does.</extracomment>
        <translation>Was gespeichert werden darf: rfc ist RFC 9111 aufs Wort, safe teilt nie, was ein Cookie setzt, assume speichert auch, wozu der Ursprungsserver nichts sagt.</translation>
    </message>
    <message>
        <source>Assumed freshness</source>
        <extracomment>The name of cache.default_ttl in the panel of settings: short.</extracomment>
        <translation>Angenommene Frische</translation>
    </message>
    <message>
        <source>Under assume, how long a response is fresh about which the origin says nothing.</source>
        <extracomment>What cache.default_ttl does.</extracomment>
        <translation>Wie lange unter assume eine Antwort frisch ist, zu der der Ursprungsserver nichts sagt.</translation>
    </message>
    <message>
        <source>Eviction</source>
        <extracomment>The name of cache.eviction in the panel of settings: short.</extracomment>
        <translation>Verdrängung</translation>
    </message>
    <message>
        <source>Which entry leaves a full cache first: lru the one unused for longest, s3fifo one that was not asked for again soon, wtinylfu one that was asked for less often.</source>
        <extracomment>What cache.eviction does.</extracomment>
        <translation>Welcher Eintrag einen vollen Cache zuerst verlässt: lru der am längsten ungenutzte, s3fifo einer, der nicht bald wieder verlangt wurde, wtinylfu einer, der seltener verlangt wurde.</translation>
    </message>
    <message>
        <source>Store</source>
        <extracomment>The name of cache.store in the panel of settings: short.</extracomment>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Held back</source>
        <extracomment>The name of holdback.share in the panel of settings: short.</extracomment>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>The share of sessions that get no prefetch, to measure what the others gain by it.</source>
        <extracomment>What holdback.share does.</extracomment>
        <translation>Der Anteil der Sitzungen, die keine Prefetches bekommen, um zu messen, was die anderen davon haben.</translation>
    </message>
    <message>
        <source>Tuner</source>
        <extracomment>The name of tuner.mode in the panel of settings: short.</extracomment>
        <translation>Tuner</translation>
    </message>
    <message>
        <source>What the tuner may do: advise suggests other thresholds, auto sets them itself, step by step.</source>
        <extracomment>What tuner.mode does.</extracomment>
        <translation>Was der Tuner darf: advise schlägt andere Schwellen vor, auto stellt sie selbst ein, Schritt für Schritt.</translation>
    </message>
    <message>
        <source>Agent</source>
        <extracomment>The name of tuner.agent in the panel of settings: short.</extracomment>
        <translation>Agent</translation>
    </message>
    <message>
        <source>How the tuner finds them: replay tries them on the latest traffic in virtual time, hill-climb and q-learning on what comes.</source>
        <extracomment>What tuner.agent does.</extracomment>
        <translation>Wie der Tuner sie findet: replay probiert sie auf dem jüngsten Verkehr in virtueller Zeit, hill-climb und q-learning an dem, was kommt.</translation>
    </message>
    <message>
        <source>Waste weight</source>
        <extracomment>The name of tuner.waste_weight in the panel of settings: short.</extracomment>
        <translation>Gewicht Verschwendung</translation>
    </message>
    <message>
        <source>What one wasted prefetch costs against one hit, in what tuner and simulator maximise.</source>
        <extracomment>What tuner.waste_weight does.</extracomment>
        <translation>Was ein verschwendeter Prefetch gegenüber einem Treffer kostet, in dem, was Tuner und Simulator maximieren.</translation>
    </message>
    <message>
        <source>Load weight</source>
        <extracomment>The name of tuner.load_weight in the panel of settings: short.</extracomment>
        <translation>Gewicht Mehrlast</translation>
    </message>
    <message>
        <source>What extra load costs there: this times the share of requests that prefetching adds.</source>
        <extracomment>What tuner.load_weight does.</extracomment>
        <translation>Was Mehrlast dort kostet: dies mal der Anteil der Anfragen, die Prefetching hinzufügt.</translation>
    </message>
    <message>
        <source>Predictor</source>
        <translation>Prädiktor</translation>
    </message>
    <message>
        <source>Scheduler</source>
        <translation>Planer</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>Wächter</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Holdback</source>
        <translation>Kontrollgruppe</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>predictions</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>observations</source>
        <translation>Beobachtungen</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>1/s</source>
        <translation>1/s</translation>
    </message>
    <message>
        <source>The origin takes five times as long.</source>
        <translation>Der Ursprungsserver braucht fünfmal so lange.</translation>
    </message>
    <message>
        <source>The origin takes ten times as long.</source>
        <translation>Der Ursprungsserver braucht zehnmal so lange.</translation>
    </message>
    <message>
        <source>Three answers in ten are a 500.</source>
        <translation>Drei von zehn Antworten sind ein 500.</translation>
    </message>
    <message>
        <source>Every answer is a 503: the origin is out of order.</source>
        <translation>Jede Antwort ist ein 503: Der Ursprungsserver ist außer Betrieb.</translation>
    </message>
    <message>
        <source>Three requests in ten are never answered.</source>
        <translation>Drei von zehn Anfragen werden nie beantwortet.</translation>
    </message>
    <message>
        <source>Three connections in ten are reset where an answer was due.</source>
        <translation>Drei von zehn Verbindungen werden zurückgesetzt, wo eine Antwort fällig war.</translation>
    </message>
    <message>
        <source>Three answers in ten end half-way through their body.</source>
        <translation>Drei von zehn Antworten brechen mitten im Body ab.</translation>
    </message>
    <message>
        <source>What goes beyond the usual requests a second gets a 429 and is told to come back in 2 s.</source>
        <translation>Was über die üblichen Anfragen je Sekunde hinausgeht, bekommt ein 429 und soll in 2 s wiederkommen.</translation>
    </message>
    <message>
        <source>The origin is out of order for 2 s, well for 2 s, and so on.</source>
        <translation>Der Ursprungsserver ist 2 s außer Betrieb, 2 s in Ordnung und so fort.</translation>
    </message>
    <message>
        <source>Three bodies in ten come a few bytes at a time, over 4 s.</source>
        <translation>Drei von zehn Bodys kommen nur wenige Bytes auf einmal, über 4 s.</translation>
    </message>
    <message>
        <source>The origin has servers for the usual demand and no more: more load means waiting, and from 2 s of it on a 503.</source>
        <translation>Der Ursprungsserver hat Kapazität für die übliche Nachfrage und nicht mehr: Mehr Last bedeutet Warten und ab 2 s Wartezeit ein 503.</translation>
    </message>
    <message>
        <source>All users come at once and ask twice as fast, and what is cached expires together, every 10 s.</source>
        <translation>Alle Nutzer kommen auf einmal und fragen doppelt so schnell, und was im Cache liegt, läuft gemeinsam ab, alle 10 s.</translation>
    </message>
    <message>
        <source>Users want other things, in another order: what was learnt is wrong.</source>
        <translation>Nutzer wollen anderes, in anderer Reihenfolge: Das Gelernte stimmt nicht mehr.</translation>
    </message>
    <message>
        <source>The cache is cut to a 64th of its room, at least 1 MiB.</source>
        <translation>Der Cache schrumpft auf ein Vierundsechzigstel, mindestens 1 MiB.</translation>
    </message>
    <message>
        <source>What the model and, live, the names of requests may take; the least useful goes first.</source>
        <extracomment>What predictor.max_memory does.</extracomment>
        <translation>Was das Modell und, im laufenden Betrieb, die Namen der Anfragen belegen dürfen; das am wenigsten Nützliche geht zuerst.</translation>
    </message>
    <message>
        <source>Disk size</source>
        <extracomment>The name of cache.disk_capacity in the panel of settings: short.</extracomment>
        <translation>Plattengröße</translation>
    </message>
    <message>
        <source>What the disk store may hold; beyond it the oldest that were not used go.</source>
        <extracomment>What cache.disk_capacity does.</extracomment>
        <translation>Was der Plattenspeicher fassen darf; darüber hinaus gehen die ältesten, die nicht genutzt wurden.</translation>
    </message>
    <message>
        <source>Where stored responses are kept: with disk they survive a restart, with redis gateways share them. Memory stays in front; what a run began with is what it has.</source>
        <extracomment>What cache.store does.</extracomment>
        <translation>Wo gespeicherte Antworten liegen: mit disk überdauern sie einen Neustart, mit redis teilen Gateways sie. Der Arbeitsspeicher bleibt davor; womit ein Lauf begonnen hat, das behält er.</translation>
    </message>
</context>
<context>
    <name>forefetch::AnswerPane</name>
    <message>
        <source>Curve or table</source>
        <translation>Kurve oder Tabelle</translation>
    </message>
    <message>
        <source>&amp;Curve</source>
        <translation>&amp;Kurve</translation>
    </message>
    <message>
        <source>Ta&amp;ble</source>
        <translation>&amp;Tabelle</translation>
    </message>
    <message>
        <source>At the cursor</source>
        <translation>Am Cursor</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Hit ratio</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Extra load</source>
        <translation>Mehrlast</translation>
    </message>
    <message>
        <source>Waste</source>
        <translation>Verschwendung</translation>
    </message>
    <message>
        <source>Mean wait</source>
        <translation>Mittlere Wartezeit</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>&amp;Use this</source>
        <translation>Über&amp;nehmen</translation>
    </message>
    <message>
        <source>Save re&amp;port…</source>
        <translation>Bericht &amp;speichern…</translation>
    </message>
    <message>
        <source>An HTML page that stands alone: charts, every setting, the routes that carry the gain</source>
        <translation>Eine eigenständige HTML-Seite: Diagramme, alle Einstellungen und die Routen, die den Gewinn ausmachen</translation>
    </message>
    <message>
        <source>Every setting, beside the yardsticks</source>
        <translation>Alle Einstellungen neben den Vergleichsgrößen</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>Run the sweep to see what prefetching would have done.</source>
        <translation>Durchlauf starten, um zu sehen, was Prefetching gebracht hätte.</translation>
    </message>
    <message>
        <source>✔ %1</source>
        <translation>✔ %1</translation>
    </message>
    <message>
        <source>– %1</source>
        <translation>– %1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Antwort: %1</translation>
    </message>
    <message>
        <source>no prefetch</source>
        <translation>ohne Prefetching</translation>
    </message>
    <message>
        <source>unlimited cache</source>
        <translation>unbegrenzter Cache</translation>
    </message>
    <message>
        <source>oracle, seen URLs</source>
        <translation>Orakel, bekannte URLs</translation>
    </message>
    <message>
        <source>oracle, all URLs</source>
        <translation>Orakel, alle URLs</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Empfohlen</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 Punkte</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 Anfragen</translation>
    </message>
    <message>
        <source>Sets the knob to this; Ctrl+Z takes it back</source>
        <translation>Stellt den Regler darauf; Strg+Z macht es rückgängig</translation>
    </message>
    <message>
        <source>these settings</source>
        <translation>diese Einstellungen</translation>
    </message>
</context>
<context>
    <name>forefetch::AttachBar</name>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Try to connect now</source>
        <translation>Jetzt versuchen, die Verbindung herzustellen</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Let go of the instances</source>
        <translation>Die Verbindung zu den Instanzen lösen</translation>
    </message>
    <message>
        <source>Attached instances</source>
        <translation>Verbundene Instanzen</translation>
    </message>
    <message>
        <source>State of the connection</source>
        <translation>Zustand der Verbindung</translation>
    </message>
    <message>
        <source>Which instance is shown</source>
        <translation>Welche Instanz gezeigt wird</translation>
    </message>
    <message>
        <source>Which instance is shown, or all of them as one</source>
        <translation>Welche Instanz gezeigt wird, oder alle zusammen als eine</translation>
    </message>
    <message>
        <source>Trying again now.</source>
        <translation>Neuer Versuch läuft.</translation>
    </message>
    <message numerus="yes">
        <source>Trying again in %n second(s).</source>
        <translation>
            <numerusform>Neuer Versuch in %n Sekunde.</numerusform>
            <numerusform>Neuer Versuch in %n Sekunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not connected: %1. %2</source>
        <translation>Nicht verbunden: %1. %2</translation>
    </message>
    <message numerus="yes">
        <source>Connection lost %n second(s) ago: %1. What is shown is from before. %2</source>
        <translation>
            <numerusform>Verbindung vor %n Sekunde verloren: %1. Gezeigt wird der Stand davor. %2</numerusform>
            <numerusform>Verbindung vor %n Sekunden verloren: %1. Gezeigt wird der Stand davor. %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Attached to %1</source>
        <translation>Verbunden mit %1</translation>
    </message>
    <message>
        <source>%1. What you change here is changed there.</source>
        <translation>%1. Was hier geändert wird, ändert sich dort.</translation>
    </message>
    <message>
        <source>%1, to look at only: %2.</source>
        <translation>%1, nur zum Ansehen: %2.</translation>
    </message>
    <message>
        <source>Not connected to %1; the last figures count. %2</source>
        <translation>Nicht verbunden mit %1; es gelten die letzten Kennzahlen. %2</translation>
    </message>
    <message>
        <source>All %1 instances</source>
        <translation>Alle %1 Instanzen</translation>
    </message>
    <message>
        <source>The figures of %1 instances, summed. Choose one to see its requests and to turn its knobs.</source>
        <translation>Die Zahlen von %1 Instanzen, summiert. Für Anfragen und Regler eine davon auswählen.</translation>
    </message>
</context>
<context>
    <name>forefetch::AttachDialog</name>
    <message>
        <source>Attach to running instances</source>
        <translation>Mit laufenden Instanzen verbinden</translation>
    </message>
    <message>
        <source>Shows what gateways elsewhere do, in the same panels. Each is reached at its admin address, which it prints when it starts.</source>
        <translation>Zeigt in denselben Bereichen, was Gateways anderswo tun. Jedes ist unter seiner Admin-Adresse erreichbar, die es beim Start ausgibt.</translation>
    </message>
    <message>
        <source>Admin addresses, parted by spaces</source>
        <translation>Admin-Adressen, durch Leerzeichen getrennt</translation>
    </message>
    <message>
        <source>&amp;Addresses</source>
        <translation>&amp;Adressen</translation>
    </message>
    <message>
        <source>not needed to look at an instance on this machine</source>
        <translation>nicht nötig, um eine Instanz auf diesem Rechner anzusehen</translation>
    </message>
    <message>
        <source>File with the token</source>
        <translation>Datei mit dem Token</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>&amp;Token file</source>
        <translation>&amp;Token-Datei</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Verbinden</translation>
    </message>
</context>
<context>
    <name>forefetch::CompareDialog</name>
    <message>
        <source>%1  ·  %2  ·  recorded %3</source>
        <translation>%1  ·  %2  ·  aufgezeichnet %3</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>unterscheidet sich</translation>
    </message>
    <message>
        <source>not distinguishable</source>
        <translation>nicht unterscheidbar</translation>
    </message>
    <message>
        <source>Compare recordings</source>
        <translation>Aufzeichnungen vergleichen</translation>
    </message>
    <message>
        <source>What the comparison says</source>
        <translation>Was der Vergleich ergibt</translation>
    </message>
    <message>
        <source>&amp;Copy as Markdown</source>
        <translation>Als Markdown &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;A…</source>
        <translation>&amp;A…</translation>
    </message>
    <message>
        <source>&amp;B…</source>
        <translation>&amp;B…</translation>
    </message>
    <message>
        <source>Choose A</source>
        <translation>A wählen</translation>
    </message>
    <message>
        <source>Choose B</source>
        <translation>B wählen</translation>
    </message>
    <message>
        <source>Another recording in this place</source>
        <translation>Eine andere Aufzeichnung an dieser Stelle</translation>
    </message>
    <message>
        <source>No recording is chosen</source>
        <translation>Keine Aufzeichnung ist gewählt</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>In Worten</translation>
    </message>
    <message>
        <source>Figures of both, and their difference</source>
        <translation>Kennzahlen beider und ihre Differenz</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Recordings (*.ffsession)</source>
        <translation>Aufzeichnungen (*.ffsession)</translation>
    </message>
    <message>
        <source>Could not compare</source>
        <translation>Vergleich nicht möglich</translation>
    </message>
    <message>
        <source>a setting</source>
        <translation>eine Einstellung</translation>
    </message>
    <message>
        <source> to </source>
        <translation> bis </translation>
    </message>
</context>
<context>
    <name>forefetch::ComparedText</name>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>How far B lies above A, and how far below it, at the same time since its beginning</source>
        <translation>Wie weit B über A liegt und wie weit darunter, zur selben Zeit seit Beginn</translation>
    </message>
    <message>
        <source>B higher</source>
        <translation>B höher</translation>
    </message>
    <message>
        <source>B lower</source>
        <translation>B niedriger</translation>
    </message>
    <message>
        <source>%1: A ◇, B ◆</source>
        <translation>%1: A ◇, B ◆</translation>
    </message>
    <message>
        <source>B − A: higher ◆, lower ◇</source>
        <translation>B − A: höher ◆, niedriger ◇</translation>
    </message>
</context>
<context>
    <name>forefetch::ConnectDialog</name>
    <message>
        <source>Connect to an API</source>
        <translation>Mit einer API verbinden</translation>
    </message>
    <message>
        <source>no answer within 5 s</source>
        <translation>keine Antwort innerhalb von 5 s</translation>
    </message>
    <message>
        <source>Forefetch stands between your client and the API: it listens here, forwards to the target, learns, and serves what it has cached.</source>
        <translation>Forefetch steht zwischen dem Client und der API: Es lauscht hier, leitet ans Ziel weiter, lernt und liefert, was es im Cache hat.</translation>
    </message>
    <message>
        <source>Target URL</source>
        <translation>Ziel-URL</translation>
    </message>
    <message>
        <source>Listen address</source>
        <translation>Lauschadresse</translation>
    </message>
    <message>
        <source>Where your client connects; port 0 is any free one</source>
        <translation>Hierhin verbindet sich der Client; Port 0 ist ein beliebiger freier</translation>
    </message>
    <message>
        <source>address and browser</source>
        <translation>Adresse und Browser</translation>
    </message>
    <message>
        <source>a cookie</source>
        <translation>Cookie</translation>
    </message>
    <message>
        <source>a header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>What tells clients apart</source>
        <translation>Woran Clients zu unterscheiden sind</translation>
    </message>
    <message>
        <source>Name of the cookie or header</source>
        <translation>Name des Cookies oder Headers</translation>
    </message>
    <message>
        <source>&amp;Target</source>
        <translation>&amp;Ziel</translation>
    </message>
    <message>
        <source>&amp;Listen on</source>
        <translation>&amp;Lauschen auf</translation>
    </message>
    <message>
        <source>Clients told &amp;apart by</source>
        <translation>Clients &amp;unterscheiden nach</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>Start any&amp;way</source>
        <translation>&amp;Trotzdem starten</translation>
    </message>
    <message>
        <source>Start the gateway although the target does not answer yet</source>
        <translation>Das Gateway starten, obwohl das Ziel noch nicht antwortet</translation>
    </message>
    <message>
        <source>Connecting to %1 …</source>
        <translation>Verbindung zu %1 wird aufgebaut …</translation>
    </message>
    <message>
        <source>The target %1 does not answer: %2. Is it running, and is the port right?</source>
        <translation>Das Ziel %1 antwortet nicht: %2. Läuft es, und stimmt der Port?</translation>
    </message>
</context>
<context>
    <name>forefetch::ExpectedTable</name>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>The request that is expected; credentials in it are hidden</source>
        <translation>Die erwartete Anfrage; Zugangsdaten darin sind ausgeblendet</translation>
    </message>
    <message>
        <source>P(next)</source>
        <translation>P(next)</translation>
    </message>
    <message>
        <source>How probable it is that it is the session&apos;s very next request</source>
        <translation>Wie wahrscheinlich es die unmittelbar nächste Anfrage der Sitzung ist</translation>
    </message>
    <message>
        <source>P(used)</source>
        <translation>P(used)</translation>
    </message>
    <message>
        <source>How probable it is that it comes within the horizon; what the threshold acts on</source>
        <translation>Wie wahrscheinlich die Anfrage innerhalb des Horizonts kommt; danach richtet sich die Schwelle</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>The evidence that spoke for it most</source>
        <translation>Der Anhaltspunkt, der am stärksten dafür sprach</translation>
    </message>
    <message>
        <source>the last requests, in order</source>
        <translation>die letzten Anfragen, der Reihe nach</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>How often it followed, of how often anything followed</source>
        <translation>Wie oft sie folgte, von wie vielen Malen, bei denen überhaupt etwas folgte</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Folge</translation>
    </message>
    <message>
        <source>What P(used) means under the threshold of now</source>
        <translation>Was P(used) bei der jetzigen Schwelle bedeutet</translation>
    </message>
    <message>
        <source>▲ worth a prefetch</source>
        <translation>▲ lohnt einen Prefetch</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>too unsure</source>
        <translation>zu unsicher</translation>
    </message>
    <message>
        <source>worth a prefetch</source>
        <translation>lohnt einen Prefetch</translation>
    </message>
    <message>
        <source>prefetch is off</source>
        <translation>Prefetching ist aus</translation>
    </message>
    <message>
        <source>P(used) %1, threshold %2</source>
        <translation>P(used) %1, Schwelle %2</translation>
    </message>
</context>
<context>
    <name>forefetch::Exporter</name>
    <message>
        <source>E&amp;xport</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>&amp;Report as HTML…</source>
        <translation>&amp;Bericht als HTML…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Snapshot as &amp;JSON…</source>
        <translation>Momentaufnahme als &amp;JSON…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>Snapshot as &amp;CSV…</source>
        <translation>Momentaufnahme als &amp;CSV…</translation>
    </message>
    <message>
        <source>Snapshot as &amp;OpenMetrics…</source>
        <translation>Momentaufnahme als &amp;OpenMetrics…</translation>
    </message>
    <message>
        <source>Learnt &amp;graph as JSON…</source>
        <translation>Gelernter &amp;Graph als JSON…</translation>
    </message>
    <message>
        <source>Learnt graph as &amp;DOT…</source>
        <translation>Gelernter Graph als &amp;DOT…</translation>
    </message>
    <message>
        <source>Chart as &amp;PNG</source>
        <translation>Diagramm als &amp;PNG</translation>
    </message>
    <message>
        <source>Chart as &amp;SVG</source>
        <translation>Diagramm als &amp;SVG</translation>
    </message>
    <message>
        <source>Cop&amp;y chart</source>
        <translation>Diagramm &amp;kopieren</translation>
    </message>
    <message>
        <source>Charts in &amp;light colours</source>
        <translation>Diagramme in &amp;hellen Farben</translation>
    </message>
    <message>
        <source>For paper and slides, also from a dark window</source>
        <translation>Für Papier und Folien, auch aus einem dunklen Fenster</translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation>Als &amp;Markdown kopieren</translation>
    </message>
    <message>
        <source>Ctrl+Shift+M</source>
        <translation>Ctrl+Shift+M</translation>
    </message>
    <message>
        <source>There is no chart yet</source>
        <translation>Es gibt noch kein Diagramm</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Gespeichert in %1</translation>
    </message>
    <message>
        <source>HTML report (*.html)</source>
        <translation>HTML-Bericht (*.html)</translation>
    </message>
    <message>
        <source>Snapshot (*.json)</source>
        <translation>Momentaufnahme (*.json)</translation>
    </message>
    <message>
        <source>Table of figures (*.csv)</source>
        <translation>Tabelle der Kennzahlen (*.csv)</translation>
    </message>
    <message>
        <source>OpenMetrics (*.txt)</source>
        <translation>OpenMetrics (*.txt)</translation>
    </message>
    <message>
        <source>Learnt graph (*.json)</source>
        <translation>Gelernter Graph (*.json)</translation>
    </message>
    <message>
        <source>Graphviz (*.dot)</source>
        <translation>Graphviz (*.dot)</translation>
    </message>
    <message>
        <source>No graph has been learnt yet. Export it again once requests have come.</source>
        <translation>Es wurde noch kein Graph gelernt. Erneut exportieren, sobald Anfragen gekommen sind.</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>Copied the chart “%1”</source>
        <translation>Diagramm „%1“ kopiert</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Copied as Markdown, for a pull request</source>
        <translation>Als Markdown kopiert, für einen Pull-Request</translation>
    </message>
</context>
<context>
    <name>forefetch::FaceText</name>
    <message>
        <source>n %1</source>
        <translation>n %1</translation>
    </message>
    <message>
        <source>Waiting for traffic</source>
        <translation>Wartet auf Verkehr</translation>
    </message>
</context>
<context>
    <name>forefetch::GainCurve</name>
    <message>
        <source>Hits against extra load</source>
        <translation>Treffer gegen Mehrlast</translation>
    </message>
    <message>
        <source>Each point is a setting: how many requests it answers from the cache, and how many more requests the origin gets for it. Drag the cursor, or use the arrow keys.</source>
        <translation>Jeder Punkt ist eine Einstellung: wie viele Anfragen sie aus dem Cache beantwortet und wie viele zusätzliche Anfragen der Ursprungsserver dafür bekommt. Den Cursor ziehen oder die Pfeiltasten benutzen.</translation>
    </message>
    <message>
        <source>extra load on the origin, %</source>
        <translation>Mehrlast am Ursprungsserver, %</translation>
    </message>
    <message>
        <source>hits, %</source>
        <translation>Treffer, %</translation>
    </message>
    <message>
        <source>Nothing has been simulated yet.</source>
        <translation>Es wurde noch nichts simuliert.</translation>
    </message>
    <message>
        <source>%1: hits %2, extra load %3</source>
        <translation>%1: Treffer %2, Mehrlast %3</translation>
    </message>
    <message>
        <source>Cursor at %1</source>
        <translation>Cursor bei %1</translation>
    </message>
    <message>
        <source>Recommended: %1</source>
        <translation>Empfohlen: %1</translation>
    </message>
    <message>
        <source>No point is recommended: do not prefetch</source>
        <translation>Kein Punkt ist zu empfehlen: besser kein Prefetching</translation>
    </message>
    <message>
        <source>%1: hits %2</source>
        <translation>%1: Treffer %2</translation>
    </message>
    <message>
        <source>The curve comes with the sweep</source>
        <translation>Die Kurve kommt mit dem Durchlauf</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>✔ recommended: %1</source>
        <translation>✔ empfohlen: %1</translation>
    </message>
</context>
<context>
    <name>forefetch::GraphView</name>
    <message>
        <source>%1
%L2 times</source>
        <translation>%1
%L2-mal</translation>
    </message>
    <message>
        <source>%1
→ %2
%L3 times, P %4</source>
        <translation>%1
→ %2
%L3-mal, P %4</translation>
    </message>
    <message>
        <source>Let &amp;go</source>
        <translation>&amp;Loslassen</translation>
    </message>
    <message>
        <source>&amp;Hold in place</source>
        <translation>&amp;Festhalten</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Arrange</source>
        <translation>&amp;Anordnen</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>Transition graph</source>
        <translation>Übergangsgraph</translation>
    </message>
    <message>
        <source>%1 to %2: %3 times, probability %4, %5 prefetched, %6 used, %7 late, %8 wasted</source>
        <translation>%1 nach %2: %3-mal, Wahrscheinlichkeit %4, %5 vorab geladen, %6 genutzt, %7 verspätet, %8 verschwendet</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>Ausgewählt: %1</translation>
    </message>
    <message>
        <source>Selected: %1, %2 times</source>
        <translation>Ausgewählt: %1, %2-mal</translation>
    </message>
    <message>
        <source>%1 nodes and %2 edges. The strongest edge is %3.</source>
        <translation>%1 Knoten und %2 Kanten. Die stärkste Kante ist %3.</translation>
    </message>
</context>
<context>
    <name>forefetch::HelpViewer</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>Der Text</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Die Hilfe durchsuchen</translation>
    </message>
    <message>
        <source>Previous place found</source>
        <translation>Vorherige Fundstelle</translation>
    </message>
    <message>
        <source>Next place found</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Table of contents</source>
        <translation>Inhaltsverzeichnis</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message numerus="yes">
        <source>Not here; %n in the guide (Enter)</source>
        <translation>
            <numerusform>Nicht hier; %n-mal im Handbuch (Eingabetaste)</numerusform>
            <numerusform>Nicht hier; %n-mal im Handbuch (Eingabetaste)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not here; %n in the quick reference (Enter)</source>
        <translation>
            <numerusform>Nicht hier; %n-mal in der Kurzreferenz (Eingabetaste)</numerusform>
            <numerusform>Nicht hier; %n-mal in der Kurzreferenz (Eingabetaste)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>forefetch::JournalTable</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>When it was suggested or made</source>
        <translation>Wann es vorgeschlagen oder getan wurde</translation>
    </message>
    <message>
        <source>What moved</source>
        <translation>Was sich änderte</translation>
    </message>
    <message>
        <source>The knobs, from where to where</source>
        <translation>Die Regler: von wo nach wo</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Versprochen</translation>
    </message>
    <message>
        <source>What was expected of the reward, in points</source>
        <translation>Was für die Belohnung erwartet wurde, in Punkten</translation>
    </message>
    <message>
        <source>Got</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>What came, less what the same traffic would have come to without it; with half its 95 % interval</source>
        <translation>Was kam, abzüglich dessen, was derselbe Verkehr ohne den Schritt gebracht hätte; mit der halben Breite des 95-%-Intervalls</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>… being scored</source>
        <translation>… wird bewertet</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Who made the move</source>
        <translation>Wer den Schritt gemacht hat</translation>
    </message>
    <message>
        <source>tuner</source>
        <translation>Tuner</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>The reason that was given</source>
        <translation>Die angegebene Begründung</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
</context>
<context>
    <name>forefetch::KnobRow</name>
    <message>
        <source>%1, slider</source>
        <translation>%1, Schieberegler</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>Zurück auf %1</translation>
    </message>
    <message>
        <source>%1 back to %2</source>
        <translation>%1 zurück auf %2</translation>
    </message>
</context>
<context>
    <name>forefetch::KnobsPanel</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Prefetch</source>
        <translation>&amp;Prefetching</translation>
    </message>
    <message>
        <source>Prefetch</source>
        <translation>Prefetching</translation>
    </message>
    <message>
        <source>Pr&amp;ofile</source>
        <translation>Pr&amp;ofil</translation>
    </message>
    <message>
        <source>own values</source>
        <translation>eigene Werte</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>&amp;Load…</source>
        <translation>&amp;Laden…</translation>
    </message>
    <message>
        <source>Load a profile from a file</source>
        <translation>Ein Profil aus einer Datei laden</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>Sp&amp;eichern…</translation>
    </message>
    <message>
        <source>Save the values as a profile</source>
        <translation>Die Werte als Profil speichern</translation>
    </message>
    <message>
        <source>↶ &amp;Undo</source>
        <translation>↶ &amp;Rückgängig</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Letzte Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>↷ &amp;Redo</source>
        <translation>↷ W&amp;iederholen</translation>
    </message>
    <message>
        <source>Redo the change</source>
        <translation>Änderung wiederholen</translation>
    </message>
    <message>
        <source>rules of the profile</source>
        <translation>Regeln des Profils</translation>
    </message>
    <message>
        <source>Load a profile</source>
        <translation>Profil laden</translation>
    </message>
    <message>
        <source>Profiles (*.toml);;All files (*)</source>
        <translation>Profile (*.toml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Profiles (*.toml)</source>
        <translation>Profile (*.toml)</translation>
    </message>
    <message>
        <source>FEVHAPOLSURTW</source>
        <extracomment>The letters that &amp; marks in the names of the menus and of the buttons above the settings, in capitals: the settings take others.</extracomment>
        <translation>DBFTSAHPOLERIW</translation>
    </message>
</context>
<context>
    <name>forefetch::LiveTable</name>
    <message>
        <source>%1 ↑</source>
        <comment>column in ascending order</comment>
        <translation>%1 ↑</translation>
    </message>
    <message>
        <source>%1 ↓</source>
        <comment>column in descending order</comment>
        <translation>%1 ↓</translation>
    </message>
</context>
<context>
    <name>forefetch::LogDialog</name>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Ask a log</source>
        <translation>Log befragen</translation>
    </message>
    <message>
        <source>The log, and what prefetching would have done</source>
        <translation>Das Log und was Prefetching gebracht hätte</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>&amp;Log</translation>
    </message>
    <message>
        <source>What prefetching would have &amp;done</source>
        <translation>Was Prefetching &amp;gebracht hätte</translation>
    </message>
    <message>
        <source>as detected</source>
        <translation>wie erkannt</translation>
    </message>
    <message>
        <source>What tells one client from another: ip+ua, cookie:NAME or header:NAME, where the log has it</source>
        <translation>Woran ein Client vom anderen zu unterscheiden ist: ip+ua, cookie:NAME oder header:NAME, wo das Log es enthält</translation>
    </message>
    <message>
        <source>&amp;Open another…</source>
        <translation>&amp;Anderes öffnen…</translation>
    </message>
    <message>
        <source>Clients told &amp;apart by</source>
        <translation>Clients &amp;unterscheiden nach</translation>
    </message>
    <message>
        <source>%1  (%2)</source>
        <translation>%1  (%2)</translation>
    </message>
    <message>
        <source>From, to and step (0.05:0.95:0.05), or a list (1,16,64)</source>
        <translation>Von, bis und Schrittweite (0.05:0.95:0.05) oder eine Liste (1,16,64), mit Dezimalpunkt</translation>
    </message>
    <message>
        <source>&amp;Run sweep</source>
        <translation>&amp;Durchlauf starten</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>&amp;Try</source>
        <translation>&amp;Probieren</translation>
    </message>
    <message>
        <source>&amp;with</source>
        <translation>&amp;mit</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Read: %L1 requests by %L2 sessions. Next: run the sweep.</source>
        <translation>Gelesen: %L1 Anfragen aus %L2 Sitzungen. Als Nächstes den Durchlauf starten.</translation>
    </message>
    <message>
        <source>%L1 requests simulated</source>
        <translation>%L1 Anfragen simuliert</translation>
    </message>
    <message>
        <source>Ask a log — %1</source>
        <translation>Log befragen – %1</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>Simulating …</source>
        <translation>Wird simuliert …</translation>
    </message>
    <message>
        <source>Cancelled. The sweep can be run again.</source>
        <translation>Abgebrochen. Der Durchlauf kann erneut gestartet werden.</translation>
    </message>
    <message>
        <source>Cancelled before all of the log was read.</source>
        <translation>Abgebrochen, bevor das ganze Log gelesen war.</translation>
    </message>
    <message>
        <source>✕ %1</source>
        <translation>✕ %1</translation>
    </message>
    <message>
        <source>HTML report (*.html)</source>
        <translation>HTML-Bericht (*.html)</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Gespeichert in %1</translation>
    </message>
</context>
<context>
    <name>forefetch::LogInquiry</name>
    <message>
        <source>Reading: %L1 requests</source>
        <translation>Wird gelesen: %L1 Anfragen</translation>
    </message>
    <message>
        <source>Simulating: %1 %</source>
        <translation>Wird simuliert: %1 %</translation>
    </message>
    <message>
        <source>Simulating: %1 %, about %2 left</source>
        <translation>Wird simuliert: %1 %, noch etwa %2</translation>
    </message>
</context>
<context>
    <name>forefetch::LogPane</name>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>Zeit (UTC)</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>First requests of the log</source>
        <translation>Die ersten Anfragen des Logs</translation>
    </message>
    <message>
        <source>Import report</source>
        <translation>Importbericht</translation>
    </message>
    <message>
        <source>The import report comes when all of the log is read</source>
        <translation>Der Importbericht kommt, wenn das ganze Log gelesen ist</translation>
    </message>
    <message>
        <source>Nothing has been read yet.</source>
        <translation>Es wurde noch nichts gelesen.</translation>
    </message>
    <message>
        <source>%1: %L2 of %L3 values are %4</source>
        <translation>%1: %L2 von %L3 Werten sind %4</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>Lea&amp;ve out %1 and read again</source>
        <translation>%1 &amp;weglassen und neu lesen</translation>
    </message>
    <message>
        <source>%1 ← %2</source>
        <translation>%1 ← %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1. Read from it: %2.</source>
        <translation>%1. Daraus gelesen: %2.</translation>
    </message>
    <message>
        <source>
What the log does not tell:
</source>
        <translation>
Was das Log nicht verrät:
</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
</context>
<context>
    <name>forefetch::MainWindow</name>
    <message>
        <source>Forefetch</source>
        <translation>Forefetch</translation>
    </message>
    <message>
        <source>Could not start</source>
        <translation>Start nicht möglich</translation>
    </message>
    <message>
        <source>%L1 requests  ·  %L2 prefetches  ·  settings revision %3</source>
        <translation>%L1 Anfragen  ·  %L2 Prefetches  ·  Einstellungen Revision %3</translation>
    </message>
    <message>
        <source>&amp;Demo shop</source>
        <translation>&amp;Demo-Shop</translation>
    </message>
    <message>
        <source>&amp;Connect…</source>
        <translation>&amp;Verbinden…</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>Connect to a real API (Ctrl+N)</source>
        <translation>Mit einer echten API verbinden (Strg+N)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>&amp;Neu starten</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>Begin anew with an empty cache and model (Ctrl+Shift+R)</source>
        <translation>Mit leerem Cache und leerem Modell neu beginnen (Strg+Umschalt+R)</translation>
    </message>
    <message>
        <source>Copy &amp;gateway address</source>
        <translation>&amp;Gateway-Adresse kopieren</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation>Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>&amp;Prefetch</source>
        <translation>&amp;Prefetching</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>&amp;Filter the tables</source>
        <translation>Tabellen &amp;filtern</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Ctrl+Y</source>
        <translation>Ctrl+Y</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation>Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>&amp;Quick reference</source>
        <translation>&amp;Kurzreferenz</translation>
    </message>
    <message>
        <source>&amp;About Forefetch</source>
        <translation>&amp;Über Forefetch</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>About Forefetch</source>
        <translation>Über Forefetch</translation>
    </message>
    <message>
        <source>&lt;b&gt;Forefetch %1&lt;/b&gt;&lt;p&gt;A workbench for predictive API prefetching: learns which request comes next, fetches it beforehand, and shows whether that helped.&lt;/p&gt;&lt;p&gt;GPL-3.0-or-later. Qt %2.&lt;/p&gt;</source>
        <translation>&lt;b&gt;Forefetch %1&lt;/b&gt;&lt;p&gt;Eine Werkbank für vorausschauendes API-Prefetching: lernt, welche Anfrage als Nächstes kommt, lädt sie vorab und zeigt, ob es geholfen hat.&lt;/p&gt;&lt;p&gt;GPL-3.0-or-later. Qt %2.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>Aus&amp;führen</translation>
    </message>
    <message>
        <source>Pe&amp;rspective</source>
        <translation>&amp;Perspektive</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Demo shop · simulated traffic</source>
        <translation>Demo-Shop · simulierter Verkehr</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Forefetch — %1</source>
        <translation>Forefetch – %1</translation>
    </message>
    <message>
        <source>Demo shop</source>
        <translation>Demo-Shop</translation>
    </message>
    <message>
        <source>F&amp;aults</source>
        <translation>&amp;Störungen</translation>
    </message>
    <message>
        <source>&amp;End all faults</source>
        <translation>Alle Störungen &amp;beenden</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>Everything is well again at once</source>
        <translation>Alles ist auf einen Schlag wieder in Ordnung</translation>
    </message>
    <message>
        <source>%1 is over</source>
        <translation>%1 ist vorbei</translation>
    </message>
    <message>
        <source>All faults are over</source>
        <translation>Alle Störungen sind vorbei</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Knobs</source>
        <translation>Regler</translation>
    </message>
    <message>
        <source>Transitions</source>
        <translation>Übergänge</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Copied 1 row</source>
        <translation>1 Zeile kopiert</translation>
    </message>
    <message>
        <source>Copied %1 rows</source>
        <translation>%1 Zeilen kopiert</translation>
    </message>
    <message>
        <source>Panels that share this place</source>
        <translation>Bereiche, die sich diesen Platz teilen</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Nothing runs whose knobs could be set: start the demo or connect</source>
        <translation>Es läuft nichts, dessen Regler sich stellen ließen: die Demo starten oder mit einer API verbinden</translation>
    </message>
    <message>
        <source>%1 is %2 now; Ctrl+Z takes it back.</source>
        <translation>%1 steht jetzt auf %2; Strg+Z macht es rückgängig.</translation>
    </message>
    <message>
        <source>%1 Prefetching is off: Ctrl+P switches it on.</source>
        <translation>%1 Prefetching ist aus: Strg+P schaltet es ein.</translation>
    </message>
    <message>
        <source>&amp;Tune</source>
        <translation>Abs&amp;timmen</translation>
    </message>
    <message>
        <source>Knobs, time lines, and the graph with all other panels behind it</source>
        <translation>Regler, Zeitverläufe und der Graph mit allen übrigen Bereichen dahinter</translation>
    </message>
    <message>
        <source>&amp;Present</source>
        <translation>&amp;Vorführen</translation>
    </message>
    <message>
        <source>Verdict, knobs, time lines and the graph: what a room can take in</source>
        <translation>Urteil, Regler, Zeitverläufe und der Graph: was ein Publikum aufnehmen kann</translation>
    </message>
    <message>
        <source>&amp;Investigate</source>
        <translation>&amp;Untersuchen</translation>
    </message>
    <message>
        <source>The tables first, with the model and the graph beside them</source>
        <translation>Zuerst die Tabellen, daneben das Modell und der Graph</translation>
    </message>
    <message>
        <source>Pre&amp;senter mode</source>
        <translation>&amp;Vorführmodus</translation>
    </message>
    <message>
        <source>Leave the presenter mode</source>
        <translation>Vorführmodus verlassen</translation>
    </message>
    <message>
        <source>Tuner</source>
        <translation>Tuner</translation>
    </message>
    <message>
        <source>Tuner &amp;off</source>
        <translation>Tuner &amp;aus</translation>
    </message>
    <message>
        <source>&amp;Advise</source>
        <translation>&amp;Vorschlagen</translation>
    </message>
    <message>
        <source>A&amp;utomatic</source>
        <translation>A&amp;utomatisch</translation>
    </message>
    <message>
        <source>A&amp;pply the suggestion</source>
        <translation>Vorschlag an&amp;wenden</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>&amp;Dismiss the suggestion</source>
        <translation>Vorschlag v&amp;erwerfen</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>&amp;Back to anchor</source>
        <translation>&amp;Zurück zum Anker</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Show the tuner</source>
        <translation>&amp;Tuner anzeigen</translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation>Ctrl+T</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>%1. Ctrl+Z takes it back.</source>
        <translation>%1. Strg+Z macht es rückgängig.</translation>
    </message>
    <message>
        <source>&amp;Open log or recording…</source>
        <translation>&amp;Log oder Aufzeichnung öffnen…</translation>
    </message>
    <message>
        <source>Open a log or a recording</source>
        <translation>Log oder Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Logs and recordings (*.log *.log.* *.gz *.zst *.json *.jsonl *.har *.csv *.tsv *.ffsession)</source>
        <translation>Logs und Aufzeichnungen (*.log *.log.* *.gz *.zst *.json *.jsonl *.har *.csv *.tsv *.ffsession)</translation>
    </message>
    <message>
        <source>Could not open the recording</source>
        <translation>Die Aufzeichnung ließ sich nicht öffnen</translation>
    </message>
    <message>
        <source>&amp;Back to the run</source>
        <translation>&amp;Zurück zum Lauf</translation>
    </message>
    <message>
        <source>Close the recording, and show what runs now</source>
        <translation>Die Aufzeichnung schließen und zeigen, was jetzt läuft</translation>
    </message>
    <message>
        <source>Recording %1</source>
        <translation>Aufzeichnung %1</translation>
    </message>
    <message>
        <source>%1, recorded %2</source>
        <translation>%1, aufgezeichnet %2</translation>
    </message>
    <message>
        <source>&amp;Record session…</source>
        <translation>Sitzung &amp;aufzeichnen…</translation>
    </message>
    <message>
        <source>F9</source>
        <translation>F9</translation>
    </message>
    <message>
        <source>Record all that the window shows into a file (F9)</source>
        <translation>Alles, was das Fenster zeigt, in eine Datei aufzeichnen (F9)</translation>
    </message>
    <message>
        <source>&amp;Alert…</source>
        <translation>Ala&amp;rm…</translation>
    </message>
    <message>
        <source>Save the last minute when the figures begin to say so</source>
        <translation>Die letzte Minute sichern, sobald die Kennzahlen darauf ansprechen</translation>
    </message>
    <message>
        <source>&amp;Compare recordings…</source>
        <translation>Aufzeichnungen &amp;vergleichen…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+D</source>
        <translation>Ctrl+Shift+D</translation>
    </message>
    <message>
        <source>Two recordings side by side (Ctrl+Shift+D)</source>
        <translation>Zwei Aufzeichnungen nebeneinander (Strg+Umschalt+D)</translation>
    </message>
    <message>
        <source>Record the run into</source>
        <translation>Den Lauf aufzeichnen in</translation>
    </message>
    <message>
        <source>Recordings (*.ffsession)</source>
        <translation>Aufzeichnungen (*.ffsession)</translation>
    </message>
    <message>
        <source>Recorded in %1</source>
        <translation>Aufgezeichnet in %1</translation>
    </message>
    <message>
        <source>Could not record</source>
        <translation>Aufzeichnen nicht möglich</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Save the last minute into a recording when this begins to hold, such as queue.size &gt; 500; nothing: no alert</source>
        <translation>Die letzte Minute als Aufzeichnung sichern, sobald dies zutrifft, etwa queue.size &gt; 500; leer: kein Alarm</translation>
    </message>
    <message>
        <source>Alert: %1</source>
        <translation>Alarm: %1</translation>
    </message>
    <message>
        <source>Alert: %1 (%2 times)</source>
        <translation>Alarm: %1 (%2-mal)</translation>
    </message>
    <message>
        <source>Saves the last minute when that begins to hold</source>
        <translation>Sichert die letzte Minute, sobald das zutrifft</translation>
    </message>
    <message>
        <source>Saved last: %1</source>
        <translation>Zuletzt gesichert: %1</translation>
    </message>
    <message>
        <source>%1. What was before it: %2</source>
        <translation>%1. Was davor war: %2</translation>
    </message>
    <message>
        <source>%1. It could not be saved: %2</source>
        <translation>%1. Sichern nicht möglich: %2</translation>
    </message>
    <message>
        <source>● Recording %1 · %2</source>
        <translation>● Aufzeichnung %1 · %2</translation>
    </message>
    <message>
        <source>Into %1. %2 ends it.</source>
        <translation>Nach %1. %2 beendet sie.</translation>
    </message>
    <message>
        <source>Recording ended</source>
        <translation>Aufzeichnung beendet</translation>
    </message>
    <message>
        <source>&amp;Attach…</source>
        <translation>Mit &amp;Instanzen verbinden…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+N</source>
        <translation>Ctrl+Shift+N</translation>
    </message>
    <message>
        <source>Show instances that run elsewhere (Ctrl+Shift+N)</source>
        <translation>Instanzen zeigen, die anderswo laufen (Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>De&amp;tach</source>
        <translation>Verbindung &amp;trennen</translation>
    </message>
    <message>
        <source>Forefetch — %1, attached</source>
        <translation>Forefetch — %1, aus der Ferne</translation>
    </message>
    <message>
        <source>A recording cannot be changed</source>
        <translation>Eine Aufzeichnung lässt sich nicht ändern</translation>
    </message>
    <message>
        <source>These are the figures of several instances: choose one to turn its knobs</source>
        <translation>Dies sind die Zahlen mehrerer Instanzen: für die Regler eine davon auswählen</translation>
    </message>
    <message>
        <source>The connection is lost</source>
        <translation>Die Verbindung ist verloren</translation>
    </message>
    <message>
        <source>The instance has not said yet whether it may be changed</source>
        <translation>Die Instanz hat noch nicht gesagt, ob sie geändert werden darf</translation>
    </message>
    <message>
        <source>→ %1, runs elsewhere</source>
        <translation>→ %1, läuft anderswo</translation>
    </message>
</context>
<context>
    <name>forefetch::MarkText</name>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>the guard, as it did harm</source>
        <translation>der Wächter, weil es schadete</translation>
    </message>
    <message>
        <source>the API</source>
        <translation>die API</translation>
    </message>
    <message>
        <source>a fault</source>
        <translation>eine Störung</translation>
    </message>
    <message>
        <source>tuner</source>
        <translation>Tuner</translation>
    </message>
    <message>
        <source>profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>rückgängig</translation>
    </message>
    <message>
        <source>redo</source>
        <translation>wiederholt</translation>
    </message>
    <message>
        <source>Fault %1 begins</source>
        <translation>Störung %1 beginnt</translation>
    </message>
    <message>
        <source>Fault %1 is over</source>
        <translation>Störung %1 ist vorbei</translation>
    </message>
</context>
<context>
    <name>forefetch::MissWords</name>
    <message>
        <source>Why it was none is not known.</source>
        <translation>Warum es keiner war, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>never seen before</source>
        <translation>nie zuvor gesehen</translation>
    </message>
    <message>
        <source>Nobody had asked for it before, and no learnt route names it.</source>
        <translation>Niemand hatte zuvor danach gefragt, und keine gelernte Route nennt sie.</translation>
    </message>
    <message>
        <source>Nothing yet: the model has to see it, or enough others of its route.</source>
        <translation>Noch nichts: Das Modell muss sie erst sehen, oder genügend andere ihrer Route.</translation>
    </message>
    <message>
        <source>not predicted</source>
        <translation>nicht vorhergesagt</translation>
    </message>
    <message>
        <source>It was asked for before, but nothing of the session&apos;s last requests named it.</source>
        <translation>Sie wurde schon einmal gestellt, aber nichts an den letzten Anfragen der Sitzung deutete auf sie.</translation>
    </message>
    <message>
        <source>More predictions a request (predictor.top_k), or a longer horizon (predictor.horizon_seconds).</source>
        <translation>Mehr Vorhersagen je Anfrage (predictor.top_k) oder ein längerer Horizont (predictor.horizon_seconds).</translation>
    </message>
    <message>
        <source>below the threshold</source>
        <translation>unter der Schwelle</translation>
    </message>
    <message>
        <source>It was predicted, but not probable enough to be fetched.</source>
        <translation>Sie wurde vorhergesagt, war aber nicht wahrscheinlich genug, um sie zu laden.</translation>
    </message>
    <message>
        <source>A lower minimum probability (scheduler.min_probability), at the price of more waste.</source>
        <translation>Eine kleinere Mindestwahrscheinlichkeit (scheduler.min_probability), um den Preis von mehr Verschwendung.</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>It was predicted while prefetching was off.</source>
        <translation>Sie wurde vorhergesagt, während Prefetching aus war.</translation>
    </message>
    <message>
        <source>Prefetching switched on (prefetch.enabled, Ctrl+P).</source>
        <translation>Prefetching einschalten (prefetch.enabled, Strg+P).</translation>
    </message>
    <message>
        <source>control group</source>
        <translation>Kontrollgruppe</translation>
    </message>
    <message>
        <source>Its session is held back: prefetching, or what it brought, is not for it.</source>
        <translation>Ihre Sitzung wird zurückgehalten: Prefetching und was es gebracht hat, ist nicht für sie.</translation>
    </message>
    <message>
        <source>Nothing, on purpose: this group is what the others are compared with (holdback.share).</source>
        <translation>Nichts, mit Absicht: Mit dieser Gruppe werden die anderen verglichen (holdback.share).</translation>
    </message>
    <message>
        <source>no space</source>
        <translation>kein Platz</translation>
    </message>
    <message>
        <source>It was predicted, when entries that nobody had used yet held their share.</source>
        <translation>Sie wurde vorhergesagt, als Einträge, die noch niemand genutzt hatte, ihren Anteil ausgeschöpft hatten.</translation>
    </message>
    <message>
        <source>A larger cache (cache.capacity), or more of it for unproven entries (scheduler.cache_space_threshold).</source>
        <translation>Ein größerer Cache (cache.capacity) oder mehr davon für unbewährte Einträge (scheduler.cache_space_threshold).</translation>
    </message>
    <message>
        <source>spared</source>
        <translation>geschont</translation>
    </message>
    <message>
        <source>It was predicted, when its session or route had had its share, or its route was left alone after 429, 503 or 425.</source>
        <translation>Sie wurde vorhergesagt, als ihre Sitzung oder Route ihren Anteil gehabt hatte oder ihre Route nach 429, 503 oder 425 in Ruhe gelassen wurde.</translation>
    </message>
    <message>
        <source>Nothing while the origin asks for less; else more workers (workers.count), so that fewer prefetches have to share.</source>
        <translation>Nichts, solange der Ursprungsserver um weniger bittet; sonst mehr Worker (workers.count), damit sich weniger Prefetches einen teilen müssen.</translation>
    </message>
    <message>
        <source>over the limit</source>
        <translation>über der Grenze</translation>
    </message>
    <message>
        <source>It was predicted, but likelier ones took the places of the batch or of the queue.</source>
        <translation>Sie wurde vorhergesagt, aber wahrscheinlichere nahmen die Plätze im Batch oder in der Warteschlange ein.</translation>
    </message>
    <message>
        <source>A larger batch (scheduler.max_prefetch_per_schedule) or queue (queue.max_size).</source>
        <translation>Ein größerer Batch (scheduler.max_prefetch_per_schedule) oder eine größere Warteschlange (queue.max_size).</translation>
    </message>
    <message>
        <source>waited for a worker</source>
        <translation>wartete auf einen Worker</translation>
    </message>
    <message>
        <source>Its prefetch was still queued: every worker was busy.</source>
        <translation>Ihr Prefetch stand noch in der Warteschlange: Alle Worker waren beschäftigt.</translation>
    </message>
    <message>
        <source>More workers (workers.count).</source>
        <translation>Mehr Worker (workers.count).</translation>
    </message>
    <message>
        <source>waited for the rate</source>
        <translation>wartete auf die Rate</translation>
    </message>
    <message>
        <source>Its prefetch was still queued for the prefetch rate.</source>
        <translation>Ihr Prefetch stand wegen der Prefetch-Rate noch in der Warteschlange.</translation>
    </message>
    <message>
        <source>A higher prefetch rate (workers.max_requests_per_second).</source>
        <translation>Eine höhere Prefetch-Rate (workers.max_requests_per_second).</translation>
    </message>
    <message>
        <source>waited for the guard</source>
        <translation>wartete auf den Wächter</translation>
    </message>
    <message>
        <source>Its prefetch was still queued: the guard held it back to spare the origin.</source>
        <translation>Ihr Prefetch stand noch in der Warteschlange: Der Wächter hielt ihn zurück, um den Ursprungsserver zu schonen.</translation>
    </message>
    <message>
        <source>More extra load allowed (guard.max_extra_load), if the origin can bear it.</source>
        <translation>Eine höhere Mehrlast zulassen (guard.max_extra_load), wenn der Ursprungsserver sie verträgt.</translation>
    </message>
    <message>
        <source>left the queue</source>
        <translation>Warteschlange verlassen</translation>
    </message>
    <message>
        <source>Its prefetch left the queue: too old, or for a likelier one.</source>
        <translation>Ihr Prefetch hat die Warteschlange verlassen: zu alt, oder für einen wahrscheinlicheren.</translation>
    </message>
    <message>
        <source>More workers or a higher rate, so that less waits; a longer wait (scheduler.max_age).</source>
        <translation>Mehr Worker oder eine höhere Rate, damit weniger wartet; längeres Warten (scheduler.max_age).</translation>
    </message>
    <message>
        <source>prefetch failed</source>
        <translation>Prefetch fehlgeschlagen</translation>
    </message>
    <message>
        <source>Its prefetch failed, or the origin declined it.</source>
        <translation>Ihr Prefetch schlug fehl, oder der Ursprungsserver lehnte ihn ab.</translation>
    </message>
    <message>
        <source>A healthy origin; more retries (workers.max_retries).</source>
        <translation>Ein intakter Ursprungsserver; mehr Wiederholungen (workers.max_retries).</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>nicht behalten</translation>
    </message>
    <message>
        <source>Its prefetch was answered, and the answer could not be stored.</source>
        <translation>Ihr Prefetch wurde beantwortet, und die Antwort ließ sich nicht speichern.</translation>
    </message>
    <message>
        <source>An origin that allows it, or another policy (cache.policy); a larger cache.</source>
        <translation>Ein Ursprungsserver, der es erlaubt, oder eine andere Richtlinie (cache.policy); ein größerer Cache.</translation>
    </message>
    <message>
        <source>evicted</source>
        <translation>verdrängt</translation>
    </message>
    <message>
        <source>It was stored, and had made room for others.</source>
        <translation>Die Antwort war gespeichert und hatte anderen Platz gemacht.</translation>
    </message>
    <message>
        <source>A larger cache (cache.capacity).</source>
        <translation>Ein größerer Cache (cache.capacity).</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>It was stored, and was no longer fresh.</source>
        <translation>Die Antwort war gespeichert und nicht mehr frisch.</translation>
    </message>
    <message>
        <source>A longer freshness: from the origin, or where it says nothing by cache.default_ttl.</source>
        <translation>Eine längere Frischedauer: vom Ursprungsserver, oder wo er nichts sagt, durch cache.default_ttl.</translation>
    </message>
    <message>
        <source>invalidated</source>
        <translation>ungültig geworden</translation>
    </message>
    <message>
        <source>It was stored, until an unsafe request or a removal voided it.</source>
        <translation>Die Antwort war gespeichert, bis eine ändernde Anfrage oder ein Entfernen sie ungültig machte.</translation>
    </message>
    <message>
        <source>Nothing: an old answer would have been wrong.</source>
        <translation>Nichts: Eine alte Antwort wäre falsch gewesen.</translation>
    </message>
    <message>
        <source>other headers</source>
        <translation>andere Header</translation>
    </message>
    <message>
        <source>What is stored answers requests with other headers (Vary).</source>
        <translation>Die gespeicherte Antwort gilt für Anfragen mit anderen Headern (Vary).</translation>
    </message>
    <message>
        <source>Nothing here; an origin that varies by less.</source>
        <translation>Hier nichts; ein Ursprungsserver, der nach weniger unterscheidet.</translation>
    </message>
    <message>
        <source>reload</source>
        <translation>neu geladen</translation>
    </message>
    <message>
        <source>The client asked for a new answer (no-cache).</source>
        <translation>Der Client verlangte eine neue Antwort (no-cache).</translation>
    </message>
    <message>
        <source>Nothing: it wanted that.</source>
        <translation>Nichts: Das war so gewollt.</translation>
    </message>
    <message>
        <source>joined another</source>
        <translation>angeschlossen</translation>
    </message>
    <message>
        <source>Another client was just fetching it, and both got that answer.</source>
        <translation>Ein anderer Client holte sie gerade, und beide bekamen diese Antwort.</translation>
    </message>
    <message>
        <source>Nothing: the origin was asked once.</source>
        <translation>Nichts: Der Ursprungsserver wurde nur einmal gefragt.</translation>
    </message>
    <message>
        <source>forgotten</source>
        <translation>vergessen</translation>
    </message>
    <message>
        <source>What had become of it is no longer kept: too much has happened since.</source>
        <translation>Was aus ihr geworden war, ist nicht mehr bekannt: Seither ist zu viel geschehen.</translation>
    </message>
    <message>
        <source>%1: answered with %2 after %3.</source>
        <translation>%1: nach %3 mit %2 beantwortet.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>A prefetch had brought it %1 before.</source>
        <translation>Ein Prefetch hatte sie %1 vorher gebracht.</translation>
    </message>
    <message>
        <source>It joined its own prefetch, and waited %1 for it.</source>
        <translation>Sie schloss sich ihrem eigenen Prefetch an und wartete %1 darauf.</translation>
    </message>
    <message>
        <source>The prefetch had been queued for %1: without that it would have been there in time.</source>
        <translation>Der Prefetch hatte %1 in der Warteschlange gestanden: Ohne das wäre er rechtzeitig da gewesen.</translation>
    </message>
    <message>
        <source>It was predicted %1 before, and fetching takes longer than that.</source>
        <translation>Sie wurde %1 vorher vorhergesagt, und das Laden dauert länger.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>A prefetch brought it; its record has made room.</source>
        <translation>Ein Prefetch brachte sie; sein Eintrag hat neueren Platz gemacht.</translation>
    </message>
    <message>
        <source>P(used) was %1, and the threshold %2.</source>
        <translation>P(used) war %1 und die Schwelle %2.</translation>
    </message>
    <message>
        <source>A minimum probability (scheduler.min_probability) of %1 would have prefetched it.</source>
        <translation>Eine Mindestwahrscheinlichkeit (scheduler.min_probability) von %1 hätte sie vorab geladen.</translation>
    </message>
    <message>
        <source>its prefetch was under way</source>
        <translation>ihr Prefetch war unterwegs</translation>
    </message>
    <message>
        <source>prefetched</source>
        <translation>vorab geladen</translation>
    </message>
    <message>
        <source>asked for before</source>
        <translation>schon einmal angefragt</translation>
    </message>
    <message>
        <source>below the threshold by %1</source>
        <translation>um %1 unter der Schwelle</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>What would have helped</source>
        <translation>Was geholfen hätte</translation>
    </message>
</context>
<context>
    <name>forefetch::MissesTable</name>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>The last thing that stood between the request and a hit</source>
        <translation>Das Letzte, was zwischen der Anfrage und einem Treffer stand</translation>
    </message>
    <message>
        <source>▼ waited for the guard</source>
        <translation>▼ wartete auf den Wächter</translation>
    </message>
    <message>
        <source>Misses</source>
        <translation>Fehlzugriffe</translation>
    </message>
    <message>
        <source>Since the run began</source>
        <translation>Seit Beginn des Laufs</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Of all misses</source>
        <translation>An allen Fehlzugriffen</translation>
    </message>
    <message>
        <source>Lately</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>In the last 10 seconds</source>
        <translation>In den letzten 10 Sekunden</translation>
    </message>
    <message>
        <source>What would help</source>
        <translation>Was helfen würde</translation>
    </message>
    <message>
        <source>The cheapest thing that would have made hits of them</source>
        <translation>Das Einfachste, was Treffer daraus gemacht hätte</translation>
    </message>
    <message>
        <source>%L1 %</source>
        <translation>%L1 %</translation>
    </message>
</context>
<context>
    <name>forefetch::ModelPanel</name>
    <message>
        <source>Nothing scored yet.</source>
        <translation>Noch nichts bewertet.</translation>
    </message>
    <message>
        <source>It keeps its word.</source>
        <translation>Das Modell hält Wort.</translation>
    </message>
    <message>
        <source>It promises too much.</source>
        <translation>Das Modell verspricht zu viel.</translation>
    </message>
    <message>
        <source>It promises too little.</source>
        <translation>Das Modell verspricht zu wenig.</translation>
    </message>
    <message>
        <source>%1 Said %2 on average, %3 came. Off by %4 a prediction, of which chance alone would make %5. %6</source>
        <translation>%1 Im Mittel vorhergesagt: %2, eingetreten: %3. Je Vorhersage um %4 daneben, wovon allein der Zufall %5 ausmachen würde. %6</translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation>Modell %1</translation>
    </message>
    <message>
        <source>Model %1, the last %2</source>
        <translation>Modell %1, die letzten %2</translation>
    </message>
    <message>
        <source>P(used), what the threshold acts on</source>
        <translation>P(used), wonach sich die Schwelle richtet</translation>
    </message>
    <message>
        <source>It comes within %L1 requests and %L2 s.</source>
        <translation>Sie kommt innerhalb von %L1 Anfragen und %L2 s.</translation>
    </message>
    <message>
        <source>P(next)</source>
        <translation>P(next)</translation>
    </message>
    <message>
        <source>It is the session&apos;s very next GET.</source>
        <translation>Es ist die unmittelbar nächste GET-Anfrage der Sitzung.</translation>
    </message>
    <message>
        <source>Predictions are scored as traffic comes.</source>
        <translation>Vorhersagen werden bewertet, sobald Verkehr kommt.</translation>
    </message>
    <message>
        <source>Select a prediction, and why it is made stands here. The table stands still as long as it is selected; Esc lets go.</source>
        <translation>Eine Vorhersage auswählen, und hier steht, wie sie zustande kommt. Solange sie ausgewählt ist, steht die Tabelle still; Esc lässt los.</translation>
    </message>
    <message>
        <source>%L1 rows</source>
        <translation>%L1 Zeilen</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L1 von %L2</translation>
    </message>
    <message>
        <source>held; Esc goes on</source>
        <translation>angehalten; Esc lässt weiterlaufen</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>eingefroren</translation>
    </message>
    <message>
        <source> · frozen</source>
        <translation> · eingefroren</translation>
    </message>
    <message>
        <source>No route varies yet. It takes a few requests that differ in a number, a name or a page for a route to be learnt.</source>
        <translation>Noch variiert keine Route. Eine Route wird gelernt, sobald sich einige Anfragen in einer Zahl, einem Namen oder einer Seite unterscheiden.</translation>
    </message>
    <message>
        <source>The model %1 learns no routes. The mixture does: choose it among the knobs.</source>
        <translation>Das Modell %1 lernt keine Routen. Die Mischung (mixture) tut es: Sie ist bei den Reglern wählbar.</translation>
    </message>
    <message>
        <source>No row contains “%1”. Esc in the filter shows all again.</source>
        <translation>Keine Zeile enthält „%1“. Esc im Filter zeigt wieder alle.</translation>
    </message>
    <message>
        <source>Nothing is expected yet. Point a client at the gateway&apos;s address (Ctrl+Shift+C copies it), or start the demo from the menu Run.</source>
        <translation>Noch wird nichts erwartet. Einen Client auf die Adresse des Gateways richten (Strg+Umschalt+C kopiert sie) oder die Demo aus dem Menü „Ausführen“ starten.</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>Das Modell</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>How well its probabilities keep their word, and how often it is right</source>
        <translation>Wie gut die Wahrscheinlichkeiten Wort halten und wie oft das Modell richtig liegt</translation>
    </message>
    <message>
        <source>The routes that it has learnt, and where their values come from</source>
        <translation>Die gelernten Routen, und woher ihre Werte kommen</translation>
    </message>
    <message>
        <source>What it expects of the latest session, and why</source>
        <translation>Was das Modell von der jüngsten Sitzung erwartet, und warum</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter the routes</source>
        <translation>Routen filtern</translation>
    </message>
    <message>
        <source>Shows only routes that contain this text, in any case</source>
        <translation>Zeigt nur Routen, die diesen Text enthalten, gleich ob groß- oder kleingeschrieben</translation>
    </message>
    <message>
        <source>Rows shown</source>
        <translation>Gezeigte Zeilen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows (Ctrl+C)</source>
        <translation>Die ausgewählten Zeilen kopieren (Strg+C)</translation>
    </message>
    <message>
        <source>Reliability in words</source>
        <translation>Kalibrierung in Worten</translation>
    </message>
    <message>
        <source>Learnt routes</source>
        <translation>Gelernte Routen</translation>
    </message>
    <message>
        <source>The latest session</source>
        <translation>Die jüngste Sitzung</translation>
    </message>
    <message>
        <source>What the model expects</source>
        <translation>Was das Modell erwartet</translation>
    </message>
    <message>
        <source>The latest session: %1</source>
        <translation>Die jüngste Sitzung: %1</translation>
    </message>
</context>
<context>
    <name>forefetch::OriginBanner</name>
    <message>
        <source>State of the target</source>
        <translation>Zustand des Ziels</translation>
    </message>
    <message numerus="yes">
        <source>The target %1 fails: %2. Requests failed in the last %n second(s): %3. What is cached is still served; the rest gets an error until the target is back.</source>
        <translation>
            <numerusform>Das Ziel %1 ist gestört: %2. Fehlgeschlagene Anfragen in der letzten Sekunde: %3. Was im Cache liegt, wird weiter ausgeliefert; alles andere bekommt einen Fehler, bis das Ziel wieder antwortet.</numerusform>
            <numerusform>Das Ziel %1 ist gestört: %2. Fehlgeschlagene Anfragen in den letzten %n Sekunden: %3. Was im Cache liegt, wird weiter ausgeliefert; alles andere bekommt einen Fehler, bis das Ziel wieder antwortet.</numerusform>
        </translation>
    </message>
    <message>
        <source>The target %1 answers again.</source>
        <translation>Das Ziel %1 antwortet wieder.</translation>
    </message>
</context>
<context>
    <name>forefetch::PrefetchesTable</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>When it was scheduled</source>
        <translation>Wann er eingeplant wurde</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>How it ended, or where it is</source>
        <translation>Wie er endete oder wo er gerade ist</translation>
    </message>
    <message>
        <source>▽ wasted: evicted</source>
        <translation>▽ verschwendet: verdrängt</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>What was prefetched; credentials in it are hidden</source>
        <translation>Was vorab geladen wurde; Zugangsdaten darin sind ausgeblendet</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>Auslöser</translation>
    </message>
    <message>
        <source>The request that it was expected to follow</source>
        <translation>Die Anfrage, auf die es folgen sollte</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>How probable it was that it would be used</source>
        <translation>Wie wahrscheinlich die Nutzung war</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>In der Warteschlange</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>From the first attempt to its end</source>
        <translation>Vom ersten Versuch bis zu seinem Ende</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Vorlauf</translation>
    </message>
    <message>
        <source>From stored to its first use</source>
        <translation>Vom Speichern bis zur ersten Nutzung</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Of the body that was fetched</source>
        <translation>Des geladenen Bodys</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>HTTP status of the last answer</source>
        <translation>HTTP-Status der letzten Antwort</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>How often it followed, of how often anything followed</source>
        <translation>Wie oft es folgte, von wie vielen Malen, bei denen überhaupt etwas folgte</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>The least probability that was prefetched then</source>
        <translation>Die kleinste Wahrscheinlichkeit, bei der damals vorab geladen wurde</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordnung</translation>
    </message>
    <message>
        <source>Requests of context behind the prediction</source>
        <translation>Wie viele Anfragen Kontext hinter der Vorhersage stehen</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Requests to the origin, retries included</source>
        <translation>Anfragen an den Ursprungsserver, Wiederholungen eingeschlossen</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Of the settings when it was scheduled</source>
        <translation>Der Einstellungen, als er eingeplant wurde</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Its number in the ledger</source>
        <translation>Seine Nummer in der Buchführung</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>No single request: popular altogether.</source>
        <translation>Keine einzelne Anfrage: insgesamt beliebt.</translation>
    </message>
    <message>
        <source>It followed %1 times; the threshold was %2.</source>
        <translation>Es folgte %1-mal; die Schwelle war %2.</translation>
    </message>
</context>
<context>
    <name>forefetch::QueueTable</name>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>1 is taken next</source>
        <translation>1 kommt als Nächstes dran</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>The probability that it will be used: the higher goes first</source>
        <translation>Die Wahrscheinlichkeit der Nutzung: Was höher liegt, kommt zuerst</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>What is to be prefetched; credentials in it are hidden</source>
        <translation>Was vorab geladen werden soll; Zugangsdaten darin sind ausgeblendet</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>Auslöser</translation>
    </message>
    <message>
        <source>The request that it is expected to follow</source>
        <translation>Die Anfrage, auf die es folgen soll</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Since it was scheduled, or raised</source>
        <translation>Seit dem Einplanen oder dem Vorrücken</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>Verfällt in</translation>
    </message>
    <message>
        <source>It is dropped when it has not been taken until then</source>
        <translation>Wird verworfen, wenn bis dahin kein Worker kam</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Its number in the ledger</source>
        <translation>Seine Nummer in der Buchführung</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>verfallen</translation>
    </message>
    <message>
        <source>No single request: popular altogether.</source>
        <translation>Keine einzelne Anfrage: insgesamt beliebt.</translation>
    </message>
</context>
<context>
    <name>forefetch::ReliabilityPlot</name>
    <message>
        <source>Reliability</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>What the model said against what came. On the diagonal it keeps its word; below it, it promises too much. The band is where a perfect forecaster would be by chance in 19 of 20 cases; the bars say how many predictions stand behind each point.</source>
        <translation>Was das Modell vorhersagte, gegen das, was eintrat. Auf der Diagonale hält es Wort; darunter verspricht es zu viel. Im Band läge ein perfekter Vorhersager durch Zufall in 19 von 20 Fällen; die Balken zeigen, wie viele Vorhersagen hinter jedem Punkt stehen.</translation>
    </message>
    <message>
        <source>P(used)</source>
        <translation>P(used)</translation>
    </message>
    <message>
        <source>P(next)</source>
        <translation>P(next)</translation>
    </message>
    <message>
        <source>%1 –</source>
        <translation>%1 –</translation>
    </message>
    <message>
        <source>%1 %2 → %3, n %4</source>
        <translation>%1 %2 → %3, n %4</translation>
    </message>
    <message>
        <source>%1 %2 (%3)</source>
        <translation>%1 %2 (%3)</translation>
    </message>
    <message>
        <source>%1: nothing scored yet</source>
        <translation>%1: noch nichts bewertet</translation>
    </message>
    <message>
        <source>%1 said, %2 came</source>
        <translation>%1 vorhergesagt, %2 eingetreten</translation>
    </message>
    <message>
        <source>%1: off by %2 where chance alone makes %3, over %4 predictions: %5</source>
        <translation>%1: um %2 daneben, wo allein der Zufall %3 ausmacht, über %4 Vorhersagen: %5</translation>
    </message>
    <message>
        <source>Predictions are scored as traffic comes</source>
        <translation>Vorhersagen werden bewertet, sobald Verkehr kommt</translation>
    </message>
    <message>
        <source>↑ came</source>
        <translation>↑ eingetreten</translation>
    </message>
    <message>
        <source>said →</source>
        <translation>Prognose →</translation>
    </message>
    <message>
        <source>n %1 and %2, by what was said</source>
        <translation>n %1 und %2, nach der Vorhersage</translation>
    </message>
    <message>
        <source>%1–%2</source>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>said → came</source>
        <translation>Prognose → eingetreten</translation>
    </message>
    <message>
        <source>off by (chance)</source>
        <translation>Fehler (Zufall)</translation>
    </message>
</context>
<context>
    <name>forefetch::ReplayBar</name>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>Zum Anfang</translation>
    </message>
    <message>
        <source>Shift+F6</source>
        <translation>Shift+F6</translation>
    </message>
    <message>
        <source>A moment back</source>
        <translation>Einen Augenblick zurück</translation>
    </message>
    <message>
        <source>F6</source>
        <translation>F6</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>F7</source>
        <translation>F7</translation>
    </message>
    <message>
        <source>A moment forward</source>
        <translation>Einen Augenblick vor</translation>
    </message>
    <message>
        <source>F8</source>
        <translation>F8</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>Shift+F8</source>
        <translation>Shift+F8</translation>
    </message>
    <message>
        <source>Moment of the recording</source>
        <translation>Zeitpunkt der Aufzeichnung</translation>
    </message>
    <message>
        <source>Moment that is shown: arrows move by half a second, Page Up and Page Down by ten seconds</source>
        <translation>Gezeigter Zeitpunkt: Die Pfeiltasten rücken um eine halbe Sekunde, Bild auf und Bild ab um zehn Sekunden</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>How fast it is played</source>
        <translation>Wie schnell abgespielt wird</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Back to the run</source>
        <translation>Zurück zum Lauf</translation>
    </message>
    <message>
        <source>Closes the recording, and shows what runs now</source>
        <translation>Schließt die Aufzeichnung und zeigt, was jetzt läuft</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>%1 (F7)</source>
        <translation>%1 (F7)</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 von %3</translation>
    </message>
</context>
<context>
    <name>forefetch::RequestsTable</name>
    <message>
        <source>From the cache, where a prefetch put it.</source>
        <translation>Aus dem Cache; ein Prefetch hatte es dorthin gebracht.</translation>
    </message>
    <message>
        <source>From the cache.</source>
        <translation>Aus dem Cache.</translation>
    </message>
    <message>
        <source>The origin says nothing about its freshness: that is assumed.</source>
        <translation>Der Ursprungsserver sagt nichts über die Frischedauer: Sie ist angenommen.</translation>
    </message>
    <message>
        <source>It joined a prefetch in flight, and waited for its answer.</source>
        <translation>Schloss sich einem laufenden Prefetch an und wartete auf dessen Antwort.</translation>
    </message>
    <message>
        <source>Not in the cache: fetched from the origin.</source>
        <translation>Nicht im Cache: vom Ursprungsserver geholt.</translation>
    </message>
    <message>
        <source>Not in the cache: it joined another client&apos;s fetch.</source>
        <translation>Nicht im Cache: schloss sich dem Abruf eines anderen Clients an.</translation>
    </message>
    <message>
        <source>Not for the cache: by its method, or because the answer may not be stored.</source>
        <translation>Nichts für den Cache: wegen der Methode, oder weil die Antwort nicht gespeichert werden darf.</translation>
    </message>
    <message>
        <source>No answer from the origin, or the client left.</source>
        <translation>Keine Antwort vom Ursprungsserver, oder der Client ging.</translation>
    </message>
    <message>
        <source>hit, prefetched</source>
        <translation>Treffer durch Prefetch</translation>
    </message>
    <message>
        <source>hit</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>miss</source>
        <translation>Fehlzugriff</translation>
    </message>
    <message>
        <source>late</source>
        <translation>verspätet</translation>
    </message>
    <message>
        <source>bypass</source>
        <translation>am Cache vorbei</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>When it arrived</source>
        <translation>Wann sie eintraf</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Where the answer came from</source>
        <translation>Woher die Antwort kam</translation>
    </message>
    <message>
        <source>▲ hit, prefetched</source>
        <translation>▲ Treffer durch Prefetch</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Of the request</source>
        <translation>Der Anfrage</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>What was asked for; credentials in it are hidden</source>
        <translation>Was angefragt wurde; Zugangsdaten darin sind ausgeblendet</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>What made it a hit, or stood between it and one</source>
        <translation>Was sie zum Treffer machte oder dem entgegenstand</translation>
    </message>
    <message>
        <source>below the threshold by 0.00</source>
        <translation>um 0,00 unter der Schwelle</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>HTTP status of the answer</source>
        <translation>HTTP-Status der Antwort</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>From its arrival to the first byte of the answer</source>
        <translation>Vom Eintreffen bis zum ersten Byte der Antwort</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Of the body that was sent</source>
        <translation>Des gesendeten Bodys</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Whose request it was</source>
        <translation>Wessen Anfrage es war</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Control: its session is held back and gets no prefetch</source>
        <translation>Kontrolle: Ihre Sitzung wird zurückgehalten und bekommt keine Prefetches</translation>
    </message>
    <message>
        <source>treated</source>
        <translation>mit Prefetch</translation>
    </message>
    <message>
        <source>control</source>
        <translation>Kontrolle</translation>
    </message>
</context>
<context>
    <name>forefetch::RewardMap</name>
    <message>
        <source>Reward over both knobs</source>
        <translation>Belohnung über beiden Reglern</translation>
    </message>
    <message>
        <source>What each minimum probability and batch limit would have come to on the latest traffic, in points of the reward: the lighter, the better. Click a cell to choose it, or use the arrow keys.</source>
        <translation>Was jede Mindestwahrscheinlichkeit und jede Batch-Grenze auf dem jüngsten Verkehr gebracht hätte, in Punkten der Belohnung: je heller, desto besser. Eine Zelle anklicken, um sie zu wählen, oder die Pfeiltasten benutzen.</translation>
    </message>
    <message>
        <source>%1, batch %2: %3 points ± %4</source>
        <translation>%1, Batch %2: %3 Punkte ± %4</translation>
    </message>
    <message>
        <source>No prefetching: %1</source>
        <translation>Ohne Prefetching: %1</translation>
    </message>
    <message>
        <source>Nothing has been replayed yet.</source>
        <translation>Es wurde noch nichts nachgespielt.</translation>
    </message>
    <message>
        <source>%1, batch %2: %3 points</source>
        <translation>%1, Batch %2: %3 Punkte</translation>
    </message>
    <message>
        <source>↑ batch</source>
        <translation>↑ Batch</translation>
    </message>
    <message>
        <source>probability →</source>
        <translation>Wahrscheinlichkeit →</translation>
    </message>
    <message>
        <source>Reward, points</source>
        <translation>Belohnung, Punkte</translation>
    </message>
</context>
<context>
    <name>forefetch::RoutesTable</name>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>A learnt route: what varies in it stands in braces</source>
        <translation>Eine gelernte Route: Was darin variiert, steht in geschweiften Klammern</translation>
    </message>
    <message>
        <source>Where its values come from</source>
        <translation>Woher ihre Werte kommen</translation>
    </message>
    <message>
        <source>By which a request of it is named before it comes</source>
        <translation>Wodurch eine Anfrage der Route bekannt ist, bevor sie kommt</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>How often it came as named, of how often anything followed; lately</source>
        <translation>Wie oft sie wie genannt kam, von wie vielen Malen, bei denen überhaupt etwas folgte; zuletzt</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>Sicher</translation>
    </message>
    <message>
        <source>How probable it is by this rule alone; less where it was seen seldom</source>
        <translation>Wie wahrscheinlich sie allein nach dieser Regel ist; weniger, wo sie selten gesehen wurde</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>The route that it follows</source>
        <translation>Die Route, auf die sie folgt</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>Times that it was requested, as far as the strongest transitions tell</source>
        <translation>Wie oft sie angefragt wurde, soweit die stärksten Übergänge es verraten</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Different requests of the route, in the strongest transitions</source>
        <translation>Verschiedene Anfragen der Route unter den stärksten Übergängen</translation>
    </message>
    <message>
        <source>what a link leads to</source>
        <translation>wohin ein Link führt</translation>
    </message>
    <message>
        <source>nothing learnt that names it</source>
        <translation>nichts Gelerntes, was sie nennt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Not among the strongest transitions, by which traffic is counted.</source>
        <translation>Nicht unter den stärksten Übergängen, nach denen der Verkehr gezählt wird.</translation>
    </message>
</context>
<context>
    <name>forefetch::RowView</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>Sort by %1, &amp;ascending</source>
        <translation>Nach %1 sortieren, &amp;aufsteigend</translation>
    </message>
    <message>
        <source>Sort by %1, &amp;descending</source>
        <translation>Nach %1 sortieren, a&amp;bsteigend</translation>
    </message>
    <message>
        <source>C&amp;olumns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>&amp;Fit widths</source>
        <translation>Breiten an&amp;passen</translation>
    </message>
</context>
<context>
    <name>forefetch::RulesButton</name>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>From %L1 on</source>
        <translation>Ab %L1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 after %3</source>
        <translation>%1: %2 nach %3</translation>
    </message>
    <message>
        <source>Rules: what is never to be prefetched, or only when it is likelier</source>
        <translation>Regeln: was nie vorab geladen werden soll oder nur, wenn es wahrscheinlicher ist</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Rules: %1</source>
        <translation>Regeln: %1</translation>
    </message>
    <message>
        <source>Select a node or an edge of the graph, to make a rule about it</source>
        <translation>Einen Knoten oder eine Kante des Graphen auswählen, um eine Regel dafür aufzustellen</translation>
    </message>
    <message>
        <source>No rule can be about %1</source>
        <translation>Für %1 lässt sich keine Regel aufstellen</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>&amp;Never prefetch %1</source>
        <translation>%1 &amp;nie vorab laden</translation>
    </message>
    <message>
        <source>Prefetch %1 &amp;only from</source>
        <translation>%1 n&amp;ur vorab laden ab</translation>
    </message>
    <message>
        <source>&amp;Take away “%1”</source>
        <translation>„%1“ &amp;entfernen</translation>
    </message>
    <message>
        <source>no rule “%1”</source>
        <translation>ohne Regel „%1“</translation>
    </message>
    <message>
        <source>rule “%1”</source>
        <translation>Regel „%1“</translation>
    </message>
</context>
<context>
    <name>forefetch::SaveFile</name>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Einen Ordner mit Schreibrecht wählen.</translation>
    </message>
    <message>
        <source>Free some space, or choose another place.</source>
        <translation>Platz schaffen oder einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>%1 could not be saved: %2. %3</source>
        <translation>%1 konnte nicht gespeichert werden: %2. %3</translation>
    </message>
    <message>
        <source>there is no folder %1</source>
        <translation>es gibt keinen Ordner %1</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Einen anderen wählen.</translation>
    </message>
    <message>
        <source>not all of it could be written</source>
        <translation>nicht alles ließ sich schreiben</translation>
    </message>
</context>
<context>
    <name>forefetch::SegmentsPane</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Fault %1 begins</source>
        <translation>Störung %1 beginnt</translation>
    </message>
    <message>
        <source>Fault %1 is over</source>
        <translation>Störung %1 ist vorbei</translation>
    </message>
    <message>
        <source>Settings revision %1</source>
        <translation>Einstellungen Revision %1</translation>
    </message>
    <message>
        <source>All segments together</source>
        <translation>Alle Abschnitte zusammen</translation>
    </message>
    <message>
        <source>Figures between the marks</source>
        <translation>Kennzahlen zwischen den Marken</translation>
    </message>
    <message>
        <source>Nothing is counted yet.</source>
        <translation>Noch ist nichts gezählt.</translation>
    </message>
    <message>
        <source>All: %1 requests  ·  hit ratio %2  ·  p95 %3  ·  extra load +%4  ·  waste %5</source>
        <translation>Alle: %1 Anfragen  ·  Trefferquote %2  ·  p95 %3  ·  Mehrlast +%4  ·  Verschwendung %5</translation>
    </message>
</context>
<context>
    <name>forefetch::SegmentsTable</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>When it began</source>
        <translation>Wann der Abschnitt begann</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>The mark that it began with, and who made it</source>
        <translation>Die Marke, mit der er begann, und wer sie setzte</translation>
    </message>
    <message>
        <source>Hit ratio</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>Cacheable demand answered from the cache, of all cacheable demand</source>
        <translation>Aus dem Cache beantwortete Anfragen von allen, die der Cache beantworten darf</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>95 of 100 clients waited at most so long for the first byte</source>
        <translation>95 von 100 Clients warteten höchstens so lange auf das erste Byte</translation>
    </message>
    <message>
        <source>Extra load</source>
        <translation>Mehrlast</translation>
    </message>
    <message>
        <source>Requests to the origin by prefetching, against those that there would have been without it</source>
        <translation>Anfragen an den Ursprungsserver durch Prefetching, gemessen an denen, die es ohne gegeben hätte</translation>
    </message>
    <message>
        <source>Waste</source>
        <translation>Verschwendung</translation>
    </message>
    <message>
        <source>Of the prefetches that ended in it, those that nobody asked for</source>
        <translation>Von den Prefetches, die darin endeten: diejenigen, nach denen niemand fragte</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Of clients, that ended in it</source>
        <translation>Von Clients, die darin endeten</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Up to the next mark, or until now</source>
        <translation>Bis zur nächsten Marke oder bis jetzt</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Of the settings</source>
        <translation>Der Einstellungen</translation>
    </message>
    <message>
        <source>%1 of %2 requests</source>
        <translation>%1 von %2 Anfragen</translation>
    </message>
    <message>
        <source>%1 requests by prefetching; %2 without it</source>
        <translation>%1 Anfragen durch Prefetching; %2 ohne</translation>
    </message>
    <message>
        <source>%1 of %2 prefetches</source>
        <translation>%1 von %2 Prefetches</translation>
    </message>
</context>
<context>
    <name>forefetch::SourceBar</name>
    <message>
        <source>No fault</source>
        <translation>Keine Störung</translation>
    </message>
    <message>
        <source>Fault: %1</source>
        <translation>Störung: %1</translation>
    </message>
    <message>
        <source>Faults: %1 + %2</source>
        <translation>Störungen: %1 + %2</translation>
    </message>
    <message>
        <source>There now: %1. Ends all faults</source>
        <translation>Derzeit: %1. Beendet alle Störungen</translation>
    </message>
    <message>
        <source>%1
A click ends all faults (Ctrl+Shift+F)</source>
        <translation>%1
Ein Klick beendet alle Störungen (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <source>Gateway address</source>
        <translation>Adresse des Gateways</translation>
    </message>
    <message>
        <source>Point your client here instead of at the API itself</source>
        <translation>Den Client hierauf richten statt auf die API selbst</translation>
    </message>
    <message>
        <source>Copy the gateway&apos;s address</source>
        <translation>Adresse des Gateways kopieren</translation>
    </message>
    <message>
        <source>Copy the gateway&apos;s address (Ctrl+Shift+C)</source>
        <translation>Adresse des Gateways kopieren (Strg+Umschalt+C)</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>→ %1</source>
        <translation>→ %1</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
</context>
<context>
    <name>forefetch::SpreadBars</name>
    <message>
        <source>How much each knob matters now</source>
        <translation>Wie viel jeder Regler gerade ausmacht</translation>
    </message>
    <message>
        <source>How far the reward goes up and down on the latest traffic over one knob&apos;s values, in points, with the other where it is</source>
        <translation>Wie weit die Belohnung auf dem jüngsten Verkehr über die Werte eines Reglers schwankt, in Punkten, während der andere bleibt, wo er ist</translation>
    </message>
    <message>
        <source>%1: %2 points</source>
        <translation>%1: %2 Punkte</translation>
    </message>
</context>
<context>
    <name>forefetch::Switch</name>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
</context>
<context>
    <name>forefetch::TablesPanel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source> · a sample</source>
        <translation> · eine Stichprobe</translation>
    </message>
    <message>
        <source> · frozen</source>
        <translation> · eingefroren</translation>
    </message>
    <message>
        <source>More requests come than a table can show: of each moment the newest are here.</source>
        <translation>Es kommen mehr Anfragen, als eine Tabelle zeigen kann: Von jedem Augenblick stehen die neuesten hier.</translation>
    </message>
    <message>
        <source>Prefetching is off. Switch it on (Ctrl+P), and what is fetched ahead of the clients appears here.</source>
        <translation>Prefetching ist aus. Nach dem Einschalten (Strg+P) erscheint hier, was vor den Clients geladen wird.</translation>
    </message>
    <message>
        <source>No request has come yet. Point a client at the gateway&apos;s address (Ctrl+Shift+C copies it), or start the demo from the menu Run.</source>
        <translation>Noch ist keine Anfrage gekommen. Einen Client auf die Adresse des Gateways richten (Strg+Umschalt+C kopiert sie) oder die Demo aus dem Menü „Ausführen“ starten.</translation>
    </message>
    <message>
        <source>No request has missed yet.</source>
        <translation>Noch gab es keinen Fehlzugriff.</translation>
    </message>
    <message>
        <source>Nothing has been probable enough to prefetch yet. It takes a few requests to learn what follows what; a lower minimum probability prefetches more.</source>
        <translation>Noch war nichts wahrscheinlich genug für einen Prefetch. Es braucht einige Anfragen, um zu lernen, was worauf folgt; eine kleinere Mindestwahrscheinlichkeit lädt mehr vorab.</translation>
    </message>
    <message>
        <source>Nothing waits: workers take each prefetch as it comes. With fewer workers, or a lower rate, a queue forms.</source>
        <translation>Nichts wartet: Worker übernehmen jeden Prefetch, sobald er kommt. Mit weniger Workern oder einer niedrigeren Rate bildet sich eine Warteschlange.</translation>
    </message>
    <message>
        <source>Rows shown</source>
        <translation>Gezeigte Zeilen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows (Ctrl+C)</source>
        <translation>Die ausgewählten Zeilen kopieren (Strg+C)</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Misses</source>
        <translation>Fehlzugriffe</translation>
    </message>
    <message>
        <source>Prefetches</source>
        <translation>Prefetches</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>The newest requests of clients; select one, and why it was a hit or a miss stands beside it</source>
        <translation>Die neuesten Anfragen der Clients; zur ausgewählten steht daneben, warum sie ein Treffer oder ein Fehlzugriff war</translation>
    </message>
    <message>
        <source>All misses by what stood between them and a hit; Enter shows those of one reason</source>
        <translation>Alle Fehlzugriffe nach dem, was dem Treffer im Weg stand; die Eingabetaste zeigt die eines Grundes</translation>
    </message>
    <message>
        <source>The newest prefetches and how they ended; select one, and why it was made stands beside it</source>
        <translation>Die neuesten Prefetches und wie sie endeten; zum ausgewählten steht daneben, wie es zu ihm kam</translation>
    </message>
    <message>
        <source>What waits to be prefetched, in its order</source>
        <translation>Was auf das Laden wartet, der Reihe nach</translation>
    </message>
    <message>
        <source>Filter (/)</source>
        <translation>Filter (/)</translation>
    </message>
    <message>
        <source>Filter the tables</source>
        <translation>Tabellen filtern</translation>
    </message>
    <message>
        <source>Shows only rows that contain this text, in any case (/)</source>
        <translation>Zeigt nur Zeilen, die diesen Text enthalten, gleich ob groß- oder kleingeschrieben (/)</translation>
    </message>
    <message>
        <source>Show the rows of all of the graph again</source>
        <translation>Wieder die Zeilen des ganzen Graphen zeigen</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Only rows of %1. Click to show all again.</source>
        <translation>Nur Zeilen von %1. Ein Klick zeigt wieder alle.</translation>
    </message>
    <message>
        <source>Only requests and prefetches that ended %1, and what was queued then. Click to show all again.</source>
        <translation>Nur Anfragen und Prefetches, die im Zeitraum %1 endeten, und was damals wartete. Ein Klick zeigt wieder alle.</translation>
    </message>
    <message>
        <source>%1 + %2</source>
        <translation>%1 + %2</translation>
    </message>
    <message>
        <source>No row contains “%1”. Esc in the filter shows all again.</source>
        <translation>Keine Zeile enthält „%1“. Esc im Filter zeigt wieder alle.</translation>
    </message>
    <message>
        <source>The requests of %1 have made room for newer ones.</source>
        <translation>Die Anfragen von %1 haben neueren Platz gemacht.</translation>
    </message>
    <message>
        <source>Nothing of %1 is kept. Its button above the table shows all again.</source>
        <translation>Von %1 ist nichts mehr vorhanden. Die Schaltfläche über der Tabelle zeigt wieder alles.</translation>
    </message>
    <message>
        <source>No row belongs to what is selected in the graph. Its button above the table lets go of it.</source>
        <translation>Keine Zeile gehört zu dem, was im Graphen ausgewählt ist. Die Schaltfläche über der Tabelle hebt die Auswahl auf.</translation>
    </message>
    <message>
        <source>Reading why …</source>
        <translation>Gründe werden gelesen …</translation>
    </message>
    <message>
        <source>The record of this prefetch has made room for newer ones.</source>
        <translation>Der Eintrag dieses Prefetches hat neueren Platz gemacht.</translation>
    </message>
</context>
<context>
    <name>forefetch::TimeChart</name>
    <message>
        <source>%1: no data</source>
        <translation>%1: keine Daten</translation>
    </message>
    <message>
        <source>%1: %2, from %3 to %4</source>
        <translation>%1: %2, von %3 bis %4</translation>
    </message>
    <message>
        <source>%1, %2, over %3. %4. Changes marked: %5.</source>
        <translation>%1, %2, über %3. %4. Markierte Änderungen: %5.</translation>
    </message>
</context>
<context>
    <name>forefetch::TimeText</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
</context>
<context>
    <name>forefetch::TimelineText</name>
    <message>
        <source>Right predictions</source>
        <translation>Richtige Vorhersagen</translation>
    </message>
    <message>
        <source>How often the request that came was among the model&apos;s first five predictions, and how often it was the first: over the 5 seconds before each point, or a sixtieth of the range if that is longer. n is what it is made of: GETs that are not a session&apos;s first.</source>
        <translation>Wie oft die eingetroffene Anfrage unter den ersten fünf Vorhersagen des Modells war und wie oft sie die erste war: über die 5 Sekunden vor jedem Punkt oder ein Sechzigstel des Bereichs, wenn das länger ist. n ist die Grundlage: GET-Anfragen, die nicht die ersten ihrer Sitzung sind.</translation>
    </message>
    <message>
        <source>hit@5</source>
        <translation>hit@5</translation>
    </message>
    <message>
        <source>first</source>
        <translation>erste</translation>
    </message>
    <message>
        <source>Hit ratio</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>Cacheable demand answered from the cache, of all cacheable demand: over the 5 seconds before each point, or a sixtieth of the range if that is longer. n is what it is made of. “Prefetch” is the share that prefetched answers served; “control” the ratio of the sessions that get no prefetch.</source>
        <translation>Aus dem Cache beantwortete Anfragen von allen, die der Cache beantworten darf: über die 5 Sekunden vor jedem Punkt oder ein Sechzigstel des Bereichs, wenn das länger ist. n ist die Grundlage. „Prefetch“ ist der Anteil, den vorab geladene Antworten bedienten; „Kontrolle“ die Quote der Sitzungen, die keine Prefetches bekommen.</translation>
    </message>
    <message>
        <source>hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>prefetch</source>
        <translation>Prefetch</translation>
    </message>
    <message>
        <source>control</source>
        <translation>Kontrolle</translation>
    </message>
    <message>
        <source>Queue depth</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Prefetches waiting for a worker, the most in each second, and the queue&apos;s limit (queue.max_size).</source>
        <translation>Prefetches, die auf einen Worker warten, das Maximum je Sekunde, und die Grenze der Warteschlange (queue.max_size).</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/s</translation>
    </message>
    <message>
        <source>Prefetches that the workers ended each second. The dashed line is the share of the workers that were busy, from none to all over the chart&apos;s height.</source>
        <translation>Prefetches, die die Worker je Sekunde abschlossen. Die gestrichelte Linie ist der Anteil beschäftigter Worker; die Höhe des Diagramms reicht von keinem bis zu allen.</translation>
    </message>
    <message>
        <source>fetched</source>
        <translation>geladen</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>belegt</translation>
    </message>
    <message>
        <source>Origin load</source>
        <translation>Last am Ursprungsserver</translation>
    </message>
    <message>
        <source>Requests sent to the origin each second: for demand that the cache could not serve, and by prefetching, retries included.</source>
        <translation>Anfragen an den Ursprungsserver je Sekunde: für die Nachfrage, die der Cache nicht bedienen konnte, und durch Prefetching, Wiederholungen eingeschlossen.</translation>
    </message>
    <message>
        <source>demand</source>
        <translation>Nachfrage</translation>
    </message>
    <message>
        <source>Demand latency</source>
        <translation>Latenz der Nachfrage</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>How long clients waited for the first byte: half of them at most p50, 95 of 100 at most p95.</source>
        <translation>Wie lange Clients auf das erste Byte warteten: die Hälfte höchstens p50, 95 von 100 höchstens p95.</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>Ausgänge</translation>
    </message>
    <message>
        <source>How prefetches ended each second. Used: served a hit. Late: the client came while it was in flight and waited. Wasted: stored, and gone without a hit. Other: superseded, expired in the queue, discarded, declined, failed or cancelled.</source>
        <translation>Wie Prefetches je Sekunde endeten. Genutzt: lieferte einen Treffer. Verspätet: Der Client kam, während er unterwegs war, und wartete. Verschwendet: gespeichert und ohne Treffer verschwunden. Übrige: überholt, in der Warteschlange abgelaufen, verworfen, abgelehnt, fehlgeschlagen oder abgebrochen.</translation>
    </message>
    <message>
        <source>used</source>
        <translation>genutzt</translation>
    </message>
    <message>
        <source>late</source>
        <translation>verspätet</translation>
    </message>
    <message>
        <source>wasted</source>
        <translation>verschwendet</translation>
    </message>
    <message>
        <source>other</source>
        <translation>übrige</translation>
    </message>
</context>
<context>
    <name>forefetch::TimelinesPanel</name>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 min</translation>
    </message>
    <message>
        <source>30 min</source>
        <translation>30 min</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Show everything recorded</source>
        <translation>Alles Aufgezeichnete zeigen</translation>
    </message>
    <message>
        <source>Show the last %1</source>
        <translation>Die letzten %1 zeigen</translation>
    </message>
    <message>
        <source>&amp;Freeze</source>
        <translation>&amp;Einfrieren</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>&amp;Live</translation>
    </message>
    <message>
        <source>&amp;Segments</source>
        <translation>&amp;Abschnitte</translation>
    </message>
    <message>
        <source>The figures between one mark and the next, as a table (T)</source>
        <translation>Die Kennzahlen zwischen einer Marke und der nächsten, als Tabelle (T)</translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation>Vorherige Änderung</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>Nächste Änderung</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>To what was shown before (Alt+Left, Backspace)</source>
        <translation>Zum vorher Gezeigten (Alt+Links, Rücktaste)</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>To what was shown before going back (Alt+Right)</source>
        <translation>Zu dem, was vor dem Zurückgehen gezeigt wurde (Alt+Rechts)</translation>
    </message>
    <message>
        <source>&amp;Zoom to the period</source>
        <translation>Auf den Zeitraum &amp;zoomen</translation>
    </message>
    <message>
        <source>The period that is chosen</source>
        <translation>Der gewählte Zeitraum</translation>
    </message>
    <message>
        <source>Only %1 are recorded so far: this shows more once there are more than %2.</source>
        <translation>Erst %1 sind aufgezeichnet: Hier kommt mehr, sobald es über %2 sind.</translation>
    </message>
    <message>
        <source>Frozen %1; recording goes on</source>
        <translation>Eingefroren %1; die Aufzeichnung läuft weiter</translation>
    </message>
    <message>
        <source>Up to %1; recording goes on</source>
        <translation>Bis %1; die Aufzeichnung läuft weiter</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Tables and graph show %1 (%2) alone. Click to show all again; Z zooms to it.</source>
        <translation>Tabellen und Graph zeigen nur den Zeitraum %1 (%2). Ein Klick zeigt wieder alles; Z zoomt darauf.</translation>
    </message>
</context>
<context>
    <name>forefetch::TransitionFigures</name>
    <message>
        <source>Prefetched</source>
        <translation>Vorab geladen</translation>
    </message>
    <message>
        <source>▲ Used</source>
        <translation>▲ Genutzt</translation>
    </message>
    <message>
        <source>▲ Late</source>
        <translation>▲ Verspätet</translation>
    </message>
    <message>
        <source>▽ Wasted</source>
        <translation>▽ Verschwendet</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Ended otherwise</source>
        <translation>Anders geendet</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>useful: half or more used</source>
        <translation>nützlich: mindestens die Hälfte genutzt</translation>
    </message>
    <message>
        <source>wasted: more than half</source>
        <translation>verschwendet: mehr als die Hälfte</translation>
    </message>
    <message>
        <source>not prefetched yet</source>
        <translation>noch nicht vorab geladen</translation>
    </message>
    <message>
        <source>%L1 requests</source>
        <translation>%L1 Anfragen</translation>
    </message>
    <message>
        <source>All that is shown</source>
        <translation>Alles Gezeigte</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>P(next)</source>
        <translation>P(next)</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Edges in</source>
        <translation>Kanten hinein</translation>
    </message>
    <message>
        <source>Edges out</source>
        <translation>Kanten hinaus</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>Kanten</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L1 von %L2</translation>
    </message>
    <message>
        <source>Learnt</source>
        <translation>Gelernt</translation>
    </message>
</context>
<context>
    <name>forefetch::TransitionsPanel</name>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Requests of one route are one node</source>
        <translation>Die Anfragen einer Route sind ein Knoten</translation>
    </message>
    <message>
        <source>Each request is a node of its own</source>
        <translation>Jede Anfrage ist ein eigener Knoten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the graph</source>
        <translation>Den Graphen durchsuchen</translation>
    </message>
    <message>
        <source>Marks the nodes that have this text; Enter goes to the next one</source>
        <translation>Markiert die Knoten, die diesen Text enthalten; die Eingabetaste springt zum nächsten</translation>
    </message>
    <message>
        <source>Show the graph of all again</source>
        <translation>Wieder den ganzen Graphen zeigen</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Arrange the graph anew; what you have put somewhere stays</source>
        <translation>Den Graphen neu anordnen; von Hand Platziertes bleibt, wo es ist</translation>
    </message>
    <message>
        <source>Show all of the graph (0)</source>
        <translation>Den ganzen Graphen zeigen (0)</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>Verkleinern (-)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Vergrößern (+)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Transition graph of single requests</source>
        <translation>Übergangsgraph der einzelnen Anfragen</translation>
    </message>
    <message>
        <source>What followed what %1, and the prefetches that ended then. Click for the graph of all that is learnt.</source>
        <translation>Was im Zeitraum %1 worauf folgte, und die Prefetches, die darin endeten. Ein Klick zeigt den Graphen von allem Gelernten.</translation>
    </message>
    <message>
        <source>Nothing is learnt yet. As soon as requests follow one another, they appear here, linked by what came next.</source>
        <translation>Noch ist nichts gelernt. Sobald Anfragen aufeinander folgen, erscheinen sie hier, verbunden durch das, was als Nächstes kam.</translation>
    </message>
    <message>
        <source>No request followed another one %1. The button above shows all again.</source>
        <translation>Im Zeitraum %1 folgte keine Anfrage auf eine andere. Die Schaltfläche oben zeigt wieder alles.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>forefetch::TunerControls</name>
    <message>
        <source>What the tuner is doing</source>
        <translation>Was der Tuner gerade tut</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Advise</source>
        <translation>Vorschlagen</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>It suggests nothing and moves no knob.</source>
        <translation>Er schlägt nichts vor und bewegt keinen Regler.</translation>
    </message>
    <message>
        <source>It suggests moves, and moves nothing itself.</source>
        <translation>Er schlägt Schritte vor und bewegt selbst nichts.</translation>
    </message>
    <message>
        <source>It moves the two knobs itself, step by step, within what was tried; Ctrl+Z takes a step back.</source>
        <translation>Er bewegt die beiden Regler selbst, Schritt für Schritt und nur im erprobten Bereich; Strg+Z nimmt einen Schritt zurück.</translation>
    </message>
    <message>
        <source>Tuner: %1</source>
        <translation>Tuner: %1</translation>
    </message>
    <message>
        <source>Why the tuner stopped</source>
        <translation>Warum der Tuner angehalten hat</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>The tuner goes on, as if nothing had been broken</source>
        <translation>Der Tuner macht weiter, als wäre kein Versprechen gebrochen worden</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>What is expected of it</source>
        <translation>Was davon erwartet wird</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Moves the knobs there (Ctrl+Return); Ctrl+Z takes it back</source>
        <translation>Bewegt die Regler dorthin (Strg+Eingabe); Strg+Z macht es rückgängig</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Not this one (Ctrl+D)</source>
        <translation>Diesen nicht (Strg+D)</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>The figures behind it</source>
        <translation>Die Zahlen dahinter</translation>
    </message>
    <message>
        <source>Back to anchor</source>
        <translation>Zurück zum Anker</translation>
    </message>
    <message>
        <source>To where the knobs stood when the tuner began, or where somebody last put them (Ctrl+B); Ctrl+Z takes it back</source>
        <translation>Dorthin, wo die Regler standen, als der Tuner begann, oder wohin sie zuletzt jemand gestellt hat (Strg+B); Strg+Z macht es rückgängig</translation>
    </message>
    <message>
        <source>What the anchor is</source>
        <translation>Was der Anker ist</translation>
    </message>
    <message>
        <source>Expected: %1</source>
        <translation>Erwartet: %1</translation>
    </message>
    <message>
        <source>Nothing is promised: this agent tries and looks.</source>
        <translation>Versprochen wird nichts: Dieser Agent probiert und schaut.</translation>
    </message>
    <message>
        <source>There is no anchor before the first window of traffic.</source>
        <translation>Vor dem ersten Verkehrsfenster gibt es keinen Anker.</translation>
    </message>
    <message>
        <source>The knobs stand at the anchor: %1.</source>
        <translation>Die Regler stehen am Anker: %1.</translation>
    </message>
</context>
<context>
    <name>forefetch::TunerPanel</name>
    <message>
        <source>Nothing runs: there is no traffic to replay.</source>
        <translation>Es läuft nichts: Es gibt keinen Verkehr zum Nachspielen.</translation>
    </message>
    <message>
        <source>Traffic is being collected: %L1 requests so far. The curve comes after 2,000, or after 20 s with at least 200, and anew after each such window.</source>
        <translation>Verkehr wird gesammelt: bisher %L1 Anfragen. Die Kurve kommt nach 2.000, oder nach 20 s mit mindestens 200, und nach jedem weiteren solchen Fenster neu.</translation>
    </message>
    <message>
        <source>%L1 requests replayed, %2</source>
        <translation>%L1 Anfragen nachgespielt, %2</translation>
    </message>
    <message>
        <source>%1 of the sessions</source>
        <translation>%1 der Sitzungen</translation>
    </message>
    <message>
        <source>%1 of the predictions name what was never fetched: how quick and big it is, is part of the band</source>
        <translation>%1 der Vorhersagen nennen, was nie geladen wurde: Wie schnell und wie groß es ist, gehört zum Band</translation>
    </message>
    <message>
        <source>CPU: %1</source>
        <translation>CPU: %1</translation>
    </message>
    <message>
        <source>The suggestion is no more. Select a row of the journal, and why it was made stands here.</source>
        <translation>Den Vorschlag gibt es nicht mehr. Zu einer ausgewählten Zeile des Journals steht hier, wie es zu ihr kam.</translation>
    </message>
    <message>
        <source>Windows %L1, suggestions %L2, steps %L3</source>
        <translation>Fenster %L1, Vorschläge %L2, Schritte %L3</translation>
    </message>
    <message>
        <source>%L1 settings</source>
        <translation>%L1 Einstellungen</translation>
    </message>
    <message>
        <source>The tuner</source>
        <translation>Der Tuner</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre, wenn</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>What it suggests, does and has done</source>
        <translation>Was er vorschlägt, tut und getan hat</translation>
    </message>
    <message>
        <source>What other settings would come to on the latest traffic</source>
        <translation>Was andere Einstellungen auf dem jüngsten Verkehr gebracht hätten</translation>
    </message>
    <message>
        <source>The same as a table</source>
        <translation>Dasselbe als Tabelle</translation>
    </message>
    <message>
        <source>What there is</source>
        <translation>Was vorhanden ist</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows (Ctrl+C)</source>
        <translation>Die ausgewählten Zeilen kopieren (Strg+C)</translation>
    </message>
    <message>
        <source>What the tuner did</source>
        <translation>Was der Tuner getan hat</translation>
    </message>
    <message>
        <source>Nothing has been suggested or moved yet. Each suggestion and each step will stand here, with what was promised and what came.</source>
        <translation>Noch wurde nichts vorgeschlagen oder bewegt. Hier wird jeder Vorschlag und jeder Schritt stehen, mit dem, was versprochen war, und dem, was kam.</translation>
    </message>
    <message>
        <source>What other settings would come to</source>
        <translation>Was andere Einstellungen gebracht hätten</translation>
    </message>
    <message>
        <source>Nothing has been replayed yet.</source>
        <translation>Es wurde noch nichts nachgespielt.</translation>
    </message>
</context>
<context>
    <name>forefetch::TunerText</name>
    <message>
        <source>It looks at the traffic first: %1 requests so far. The first word comes after 2,000, or after 20 s with at least 200.</source>
        <translation>Er sieht sich erst den Verkehr an: bisher %1 Anfragen. Die erste Aussage kommt nach 2.000, oder nach 20 s mit mindestens 200.</translation>
    </message>
    <message>
        <source>It scores the last move: what it brought is known after two windows of traffic.</source>
        <translation>Er bewertet den letzten Schritt: Was der gebracht hat, ist nach zwei Verkehrsfenstern bekannt.</translation>
    </message>
    <message>
        <source>It has nothing better than where the knobs stand. Windows of traffic so far: %1.</source>
        <translation>Er hat nichts Besseres als die jetzige Stellung der Regler. Verkehrsfenster bisher: %1.</translation>
    </message>
    <message>
        <source>Steps so far: %1, of which %2 kept what they promised and %3 did not.</source>
        <translation>Schritte bisher: %1, davon hielten %2, was sie versprachen, und %3 nicht.</translation>
    </message>
    <message>
        <source>%1 points (%2 to %3)</source>
        <translation>%1 Punkte (%2 bis %3)</translation>
    </message>
    <message>
        <source>no prefetching</source>
        <translation>ohne Prefetching</translation>
    </message>
    <message>
        <source>Minimum probability %1, batch limit %2</source>
        <translation>Mindestwahrscheinlichkeit %1, Batch-Grenze %2</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source> (no prefetching)</source>
        <translation> (ohne Prefetching)</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Replayed, the last %1 requests have %2 points of hit ratio and %3 wasted prefetches in 100 requests there.</source>
        <translation>Nachgespielt ergeben die letzten %1 Anfragen dort %2 Prozentpunkte Trefferquote und %3 verschwendete Prefetches je 100 Anfragen.</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>dismissed</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>outdated</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>being scored</source>
        <translation>wird bewertet</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>eingehalten</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>gebrochen</translation>
    </message>
    <message>
        <source>not scored: moved on</source>
        <translation>nicht bewertet: weitergezogen</translation>
    </message>
    <message>
        <source>undone: held back for 10 min</source>
        <translation>rückgängig gemacht: 10 min lang zurückgestellt</translation>
    </message>
    <message>
        <source>Nothing runs: there is no traffic to learn from.</source>
        <translation>Es läuft nichts: Es gibt keinen Verkehr, aus dem er lernen könnte.</translation>
    </message>
    <message>
        <source>Off: it suggests nothing and moves no knob.</source>
        <translation>Aus: Er schlägt nichts vor und bewegt keinen Regler.</translation>
    </message>
    <message>
        <source>Stopped: it moves nothing until it is told to go on.</source>
        <translation>Angehalten: Er bewegt nichts, bis er weitermachen soll.</translation>
    </message>
    <message>
        <source>It waits: prefetching is off, and it tunes only what is on.</source>
        <translation>Er wartet: Prefetching ist aus, und er stimmt nur ab, was an ist.</translation>
    </message>
    <message>
        <source>It suggests a move, and moves nothing itself.</source>
        <translation>Er schlägt einen Schritt vor und bewegt selbst nichts.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Expected gain, with its 95 % interval</source>
        <translation>Erwarteter Gewinn mit 95-%-Intervall</translation>
    </message>
    <message>
        <source>Nothing is promised: this agent tries and looks.</source>
        <translation>Versprochen wird nichts: Dieser Agent probiert und schaut.</translation>
    </message>
    <message>
        <source>Hit ratio</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>Extra load on the origin</source>
        <translation>Mehrlast am Ursprungsserver</translation>
    </message>
    <message>
        <source>Wasted prefetches a request</source>
        <translation>Verschwendete Prefetches je Anfrage</translation>
    </message>
    <message>
        <source>Replayed</source>
        <translation>Nachgespielt</translation>
    </message>
    <message>
        <source>%1 requests of the last windows, %2 of the sessions</source>
        <translation>%1 Anfragen der letzten Fenster, %2 der Sitzungen</translation>
    </message>
    <message>
        <source>What counts</source>
        <translation>Was zählt</translation>
    </message>
    <message>
        <source>Hit ratio − %1 × wasted prefetches a request − %2 × extra load; a point is a hundredth of that.</source>
        <translation>Trefferquote − %1 × verschwendete Prefetches je Anfrage − %2 × Mehrlast; ein Punkt ist ein Hundertstel davon.</translation>
    </message>
    <message>
        <source>What came</source>
        <translation>Was kam</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Betrachtet</translation>
    </message>
    <message>
        <source>windows of traffic: %1</source>
        <translation>Verkehrsfenster: %1</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>at most %1 of one core</source>
        <translation>höchstens %1 eines Kerns</translation>
    </message>
    <message>
        <source>%1 of one core, at most %2</source>
        <translation>%1 eines Kerns, höchstens %2</translation>
    </message>
</context>
<context>
    <name>forefetch::VerdictCard</name>
    <message>
        <source>Where the hits come from</source>
        <translation>Woher die Treffer kommen</translation>
    </message>
    <message>
        <source>Requests that can be cached</source>
        <translation>Anfragen, die der Cache beantworten darf</translation>
    </message>
    <message>
        <source>Hits on prefetches</source>
        <translation>Treffer durch Prefetches</translation>
    </message>
    <message>
        <source>Hits on what clients had fetched</source>
        <translation>Treffer auf von Clients Geholtes</translation>
    </message>
    <message>
        <source>Late: waited for a prefetch in flight</source>
        <translation>Verspätet: wartete auf einen laufenden Prefetch</translation>
    </message>
    <message>
        <source>Misses</source>
        <translation>Fehlzugriffe</translation>
    </message>
    <message>
        <source>Most requests cannot be cached, so there is little to gain: they are not GET, or their answers forbid it. The table Requests says why for each.</source>
        <translation>Die meisten Anfragen lassen sich nicht aus dem Cache beantworten, also gibt es wenig zu gewinnen: Sie sind kein GET, oder ihre Antworten verbieten es. Die Tabelle „Anfragen“ sagt für jede, warum.</translation>
    </message>
    <message>
        <source>What rests on assumed freshness</source>
        <translation>Was auf angenommener Frische beruht</translation>
    </message>
    <message>
        <source>Hits on answers that say nothing of freshness</source>
        <translation>Treffer auf Antworten ohne Angabe zur Frische</translation>
    </message>
    <message>
        <source>Under the policy &quot;assume&quot; they count as fresh for cache.default_ttl. An API that sends Cache-Control: max-age=60 makes them sure.</source>
        <translation>Unter der Richtlinie „assume“ gelten sie für cache.default_ttl als frisch. Eine API, die Cache-Control: max-age=60 sendet, macht sie sicher.</translation>
    </message>
    <message>
        <source>What is still missed</source>
        <translation>Was noch fehlgeht</translation>
    </message>
    <message>
        <source>What it costs</source>
        <translation>Was es kostet</translation>
    </message>
    <message>
        <source>Prefetches used</source>
        <translation>Genutzte Prefetches</translation>
    </message>
    <message>
        <source>Prefetches wasted</source>
        <translation>Verschwendete Prefetches</translation>
    </message>
    <message>
        <source>Extra load on the origin</source>
        <translation>Mehrlast am Ursprungsserver</translation>
    </message>
    <message>
        <source>Prefetching is off, or nothing is prefetched: the switch is on top of the knobs.</source>
        <translation>Prefetching ist aus, oder es wird nichts vorab geladen: Der Schalter ist oben bei den Reglern.</translation>
    </message>
    <message>
        <source>Who is compared</source>
        <translation>Wer verglichen wird</translation>
    </message>
    <message>
        <source>Requests with prefetching</source>
        <translation>Anfragen mit Prefetching</translation>
    </message>
    <message>
        <source>Requests held back</source>
        <translation>Zurückgehaltene Anfragen</translation>
    </message>
    <message>
        <source>Sessions of the smaller group</source>
        <translation>Sitzungen der kleineren Gruppe</translation>
    </message>
    <message>
        <source>Nobody is held back, so nothing can be compared. Set &quot;Held back&quot; to a share such as 0.2: those sessions get no prefetches.</source>
        <translation>Niemand wird zurückgehalten, also lässt sich nichts vergleichen. „Zurückgehalten“ auf einen Anteil wie 0,2 stellen: Diese Sitzungen bekommen keine Prefetches.</translation>
    </message>
    <message>
        <source>The difference</source>
        <translation>Die Differenz</translation>
    </message>
    <message>
        <source>Hit ratio with prefetching</source>
        <translation>Trefferquote mit Prefetching</translation>
    </message>
    <message>
        <source>Hit ratio held back</source>
        <translation>Trefferquote ohne (zurückgehalten)</translation>
    </message>
    <message>
        <source>Difference in points, 95 %</source>
        <translation>Differenz in Prozentpunkten, 95 %</translation>
    </message>
    <message>
        <source>Reckoned between sessions, and valid however often one looks: where there is no effect, at most 5 in 100 who wait for one see one.</source>
        <translation>Zwischen Sitzungen berechnet und gültig, gleich wie oft man hinsieht: Wo keine Wirkung ist, sehen höchstens 5 von 100, die auf eine warten, eine.</translation>
    </message>
    <message>
        <source>Reckoned as if each request stood alone, which makes the interval too narrow: read it with care.</source>
        <translation>Berechnet, als stünde jede Anfrage für sich; das macht das Intervall zu schmal: mit Vorsicht zu lesen.</translation>
    </message>
    <message>
        <source>What was asked for is reckoned in, so that a group which happened to ask for easier things does not win by it.</source>
        <translation>Was angefragt wurde, ist eingerechnet, damit eine Gruppe, die zufällig nach Leichterem fragte, dadurch nicht gewinnt.</translation>
    </message>
    <message>
        <source>What it would take</source>
        <translation>Was es bräuchte</translation>
    </message>
    <message>
        <source>At least %L1 sessions in each group are needed.</source>
        <translation>In jeder Gruppe sind mindestens %L1 Sitzungen nötig.</translation>
    </message>
    <message>
        <source>If the difference stays as it is, about %L1 sessions in the smaller group tell; a larger share held back gets there sooner.</source>
        <translation>Bleibt die Differenz, wie sie ist, entscheiden etwa %L1 Sitzungen in der kleineren Gruppe; ein größerer zurückgehaltener Anteil ist früher so weit.</translation>
    </message>
</context>
<context>
    <name>forefetch::VerdictStrip</name>
    <message>
        <source>✔ Prefetch helps</source>
        <translation>✔ Prefetching hilft</translation>
    </message>
    <message>
        <source>✕ Prefetch does not help</source>
        <translation>✕ Prefetching hilft nicht</translation>
    </message>
    <message>
        <source>? Not yet distinguishable</source>
        <translation>? Noch nicht unterscheidbar</translation>
    </message>
    <message>
        <source>○ Prefetch is off</source>
        <translation>○ Prefetching ist aus</translation>
    </message>
    <message>
        <source>⚠ Braking: at %1</source>
        <translation>⚠ Bremst: auf %1</translation>
    </message>
    <message>
        <source>↗ Recovering: at %1</source>
        <translation>↗ Erholt sich: auf %1</translation>
    </message>
    <message>
        <source>↗ Recovering: evenly paced</source>
        <translation>↗ Erholt sich: gleichmäßig</translation>
    </message>
    <message>
        <source>■ Stopped: origin fails</source>
        <translation>■ Gestoppt: Ursprung gestört</translation>
    </message>
    <message>
        <source>■ Stopped: little memory</source>
        <translation>■ Gestoppt: wenig Speicher</translation>
    </message>
    <message>
        <source>■ Switched off: it did harm</source>
        <translation>■ Abgeschaltet: es schadete</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>Wächter</translation>
    </message>
    <message>
        <source>Hit ratio (control), difference</source>
        <translation>Trefferquote (Kontrolle), Differenz</translation>
    </message>
    <message>
        <source>p95 (control)</source>
        <translation>p95 (Kontrolle)</translation>
    </message>
    <message>
        <source>Extra load</source>
        <translation>Mehrlast</translation>
    </message>
    <message>
        <source>Waste</source>
        <translation>Verschwendung</translation>
    </message>
    <message>
        <source>Demand latency to the first byte: 95 of 100 requests were faster; in brackets those of the sessions held back</source>
        <translation>Latenz der Nachfrage bis zum ersten Byte: 95 von 100 Anfragen waren schneller; in Klammern die der zurückgehaltenen Sitzungen</translation>
    </message>
    <message>
        <source>Prefetches sent to the origin, as a share of what it would have got without prefetching</source>
        <translation>An den Ursprungsserver gesendete Prefetches, gemessen an dem, was er ohne Prefetching bekommen hätte</translation>
    </message>
    <message>
        <source>The share of finished prefetches that nobody used, of how many</source>
        <translation>Der Anteil abgeschlossener Prefetches, die niemand nutzte, und von wie vielen</translation>
    </message>
    <message>
        <source>Helps: the whole 95 % interval of the difference is above 0. Does not help: it is below one point.</source>
        <translation>Hilft: Das ganze 95-%-Intervall der Differenz liegt über 0. Hilft nicht: Es liegt unter einem Prozentpunkt.</translation>
    </message>
    <message>
        <source>There is no control group to compare with: hold back a share of the sessions (Held back).</source>
        <translation>Es gibt keine Kontrollgruppe zum Vergleich: einen Anteil der Sitzungen zurückhalten („Zurückgehalten“).</translation>
    </message>
    <message>
        <source>Verdict, %L1 control sessions</source>
        <translation>Urteil, %L1 Kontrollsitzungen</translation>
    </message>
    <message>
        <source>The difference in points with its 95 % interval, reckoned between sessions since prefetching was last switched, with what they asked for reckoned in; it holds however often one looks</source>
        <translation>Die Differenz in Prozentpunkten mit 95-%-Intervall, berechnet zwischen den Sitzungen seit dem letzten Umschalten des Prefetchings, bereinigt um das, was sie angefragt haben; sie gilt, gleich wie oft man hinsieht</translation>
    </message>
    <message>
        <source>The difference in points with its 95 % interval, reckoned as two proportions (Agresti and Caffo): as if each request stood alone, so the true interval is wider</source>
        <translation>Die Differenz in Prozentpunkten mit 95-%-Intervall, berechnet als zwei Anteile (Agresti und Caffo): als stünde jede Anfrage für sich, das wahre Intervall ist also breiter</translation>
    </message>
    <message>
        <source>– of 0</source>
        <translation>– von 0</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>The figures behind the verdict (Alt+W)</source>
        <translation>Die Zahlen hinter dem Urteil (Alt+W)</translation>
    </message>
    <message>
        <source>How sure?</source>
        <translation>Wie sicher?</translation>
    </message>
    <message>
        <source>What the comparison rests on</source>
        <translation>Worauf der Vergleich beruht</translation>
    </message>
</context>
<context>
    <name>forefetch::WhatIfCurve</name>
    <message>
        <source>Hits against extra load</source>
        <translation>Treffer gegen Mehrlast</translation>
    </message>
    <message>
        <source>What each threshold would have come to on the latest traffic. The band is what chance may do, and what cannot be known of answers that were never fetched. Click or drag to choose a threshold, or use the arrow keys.</source>
        <translation>Was jede Schwelle auf dem jüngsten Verkehr gebracht hätte. Das Band ist, was der Zufall ausmachen kann und was sich über nie geladene Antworten nicht wissen lässt. Klicken oder ziehen, um eine Schwelle zu wählen, oder die Pfeiltasten benutzen.</translation>
    </message>
    <message>
        <source>%1: hits %2 (%3 to %4), extra load %5</source>
        <translation>%1: Treffer %2 (%3 bis %4), Mehrlast %5</translation>
    </message>
    <message>
        <source>%1 (with a batch of %2)</source>
        <translation>%1 (mit einem Batch von %2)</translation>
    </message>
    <message>
        <source>Now %1: hits %2, extra load %3</source>
        <translation>Jetzt %1: Treffer %2, Mehrlast %3</translation>
    </message>
    <message>
        <source>An oracle of seen URLs has hits</source>
        <translation>Ein Orakel der bekannten URLs hat Treffer</translation>
    </message>
    <message>
        <source>An oracle of all URLs has hits</source>
        <translation>Ein Orakel aller URLs hat Treffer</translation>
    </message>
    <message>
        <source>%1: hits %2 (%3 to %4), extra load %5%6</source>
        <translation>%1: Treffer %2 (%3 bis %4), Mehrlast %5%6</translation>
    </message>
    <message>
        <source>, on the frontier</source>
        <translation>, auf der Effizienzgrenze</translation>
    </message>
    <message>
        <source>↑ hits</source>
        <translation>↑ Treffer</translation>
    </message>
    <message>
        <source>extra load →</source>
        <translation>Mehrlast →</translation>
    </message>
    <message>
        <source>oracle, all URLs</source>
        <translation>Orakel, alle URLs</translation>
    </message>
    <message>
        <source>oracle, seen URLs</source>
        <translation>Orakel, bekannte URLs</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre, wenn</translation>
    </message>
    <message>
        <source>● now   ○ best   ╌ frontier</source>
        <translation>● jetzt   ○ beste   ╌ Effizienzgrenze</translation>
    </message>
</context>
<context>
    <name>forefetch::WhatIfPane</name>
    <message>
        <source>Chosen setting</source>
        <translation>Gewählte Einstellung</translation>
    </message>
    <message>
        <source>What it would have come to</source>
        <translation>Was sie gebracht hätte</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>Überschrift</translation>
    </message>
    <message>
        <source>How much each knob matters</source>
        <translation>Wie viel jeder Regler ausmacht</translation>
    </message>
    <message>
        <source>What lies behind it</source>
        <translation>Was dahintersteht</translation>
    </message>
    <message>
        <source>Nothing to choose yet</source>
        <translation>Noch nichts zu wählen</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>Nichts gewählt</translation>
    </message>
    <message>
        <source>Hits %1 (%2 to %3)</source>
        <translation>Treffer %1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>Extra load %1</source>
        <translation>Mehrlast %1</translation>
    </message>
    <message>
        <source>Reward %1 points against now</source>
        <translation>Belohnung %1 Punkte gegenüber jetzt</translation>
    </message>
    <message>
        <source>Click in the curve or the map, or use the arrow keys.</source>
        <translation>In die Kurve oder die Karte klicken oder die Pfeiltasten benutzen.</translation>
    </message>
    <message>
        <source>Sets the knobs to this; Ctrl+Z takes it back</source>
        <translation>Stellt die Regler darauf; Strg+Z macht es rückgängig</translation>
    </message>
    <message>
        <source>Minimum probability</source>
        <translation>Mindestwahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Batch limit</source>
        <translation>Batch-Grenze</translation>
    </message>
</context>
<context>
    <name>forefetch::WhatIfTable</name>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Minimum probability</source>
        <translation>Mindestwahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Batch limit; none where nothing is prefetched</source>
        <translation>Batch-Grenze; keine, wo nichts vorab geladen wird</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Hit ratio that the latest traffic would have come to</source>
        <translation>Trefferquote, auf die der jüngste Verkehr gekommen wäre</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Zwischen</translation>
    </message>
    <message>
        <source>By chance (95 %) and by what was never fetched</source>
        <translation>Durch Zufall (95 %) und durch das, was nie geladen wurde</translation>
    </message>
    <message>
        <source>Extra load</source>
        <translation>Mehrlast</translation>
    </message>
    <message>
        <source>Prefetches sent, as a share of what the origin would have been sent without any</source>
        <translation>Gesendete Prefetches, gemessen an dem, was der Ursprungsserver ganz ohne sie bekommen hätte</translation>
    </message>
    <message>
        <source>Wasted</source>
        <translation>Verschwendet</translation>
    </message>
    <message>
        <source>Wasted prefetches in a hundred requests</source>
        <translation>Verschwendete Prefetches je hundert Anfragen</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>Belohnung</translation>
    </message>
    <message>
        <source>What the tuner maximises, in points, with half its 95 % interval</source>
        <translation>Was der Tuner maximiert, in Punkten, mit der halben Breite des 95-%-Intervalls</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>Where the knobs stand, the best, and what no other one beats</source>
        <translation>Wo die Regler stehen, das Beste, und was von nichts anderem übertroffen wird</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>best</source>
        <translation>beste</translation>
    </message>
    <message>
        <source>frontier</source>
        <translation>Effizienzgrenze</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
</context>
<context>
    <name>forefetch::WhatIfWords</name>
    <message>
        <source>no prefetching</source>
        <translation>ohne Prefetching</translation>
    </message>
</context>
<context>
    <name>forefetch::Why</name>
    <message>
        <source>the last request</source>
        <translation>der letzten Anfrage</translation>
    </message>
    <message>
        <source>It came %1 of the %2 times that the last %3 requests were these, in this order.</source>
        <translation>%1 der %2 Male, in denen die letzten %3 Anfragen diese waren, in dieser Reihenfolge, kam sie danach.</translation>
    </message>
    <message>
        <source>It came %1 of the %2 times that something followed %3.</source>
        <translation>%1 der %2 Male, in denen etwas nach %3 kam, war sie es.</translation>
    </message>
    <message>
        <source>It often comes two or three requests after what the session asked for before the last one, whatever comes between.</source>
        <translation>Sie kommt oft zwei oder drei Anfragen nach dem, was die Sitzung vor der letzten anfragte, was auch dazwischen liegt.</translation>
    </message>
    <message>
        <source>It often comes within a few requests after the last ones, in any order.</source>
        <translation>Sie kommt oft innerhalb weniger Anfragen nach den letzten, in beliebiger Reihenfolge.</translation>
    </message>
    <message>
        <source>This client went there after %1 before.</source>
        <translation>Dieser Client ging schon früher nach %1 dorthin.</translation>
    </message>
    <message>
        <source>What this session has asked for before tells whether it asks for this, again or for the first time.</source>
        <translation>Was diese Sitzung bisher angefragt hat, verrät, ob sie auch hiernach fragt, erneut oder zum ersten Mal.</translation>
    </message>
    <message>
        <source>The folder or endpoint that it is in speaks for it.</source>
        <translation>Das Verzeichnis oder der Endpunkt, in dem sie liegt, spricht dafür.</translation>
    </message>
    <message>
        <source>How often and how lately anybody asked for it speaks for it.</source>
        <translation>Wie oft und wie kürzlich überhaupt danach gefragt wurde, spricht dafür.</translation>
    </message>
    <message>
        <source>A learnt route names it.</source>
        <translation>Eine gelernte Route nennt sie.</translation>
    </message>
    <message>
        <source>No single kind of evidence stood out.</source>
        <translation>Kein Anhaltspunkt stach einzeln hervor.</translation>
    </message>
    <message>
        <source>Next to it:</source>
        <translation>Daneben:</translation>
    </message>
    <message>
        <source>A learnt route names it, too: %1</source>
        <translation>Auch eine gelernte Route nennt sie: %1</translation>
    </message>
    <message>
        <source>every worker was busy</source>
        <translation>alle Worker waren beschäftigt</translation>
    </message>
    <message>
        <source>the prefetch rate was used up</source>
        <translation>die Prefetch-Rate war ausgeschöpft</translation>
    </message>
    <message>
        <source>the guard held it back</source>
        <translation>der Wächter hielt ihn zurück</translation>
    </message>
    <message>
        <source>the breaker was open</source>
        <translation>der Schutzschalter war offen</translation>
    </message>
    <message>
        <source>It waited %1 in the queue.</source>
        <translation>Er wartete %1 in der Warteschlange.</translation>
    </message>
    <message>
        <source>It waited %1 in the queue: %2.</source>
        <translation>Er wartete %1 in der Warteschlange: %2.</translation>
    </message>
    <message>
        <source>Fetching it took %1 and brought %2.</source>
        <translation>Das Laden dauerte %1 und brachte %2.</translation>
    </message>
    <message>
        <source>A client asked for it %1 later.</source>
        <translation>Ein Client fragte %1 später danach.</translation>
    </message>
    <message>
        <source>It ended %1 after it was scheduled.</source>
        <translation>Er endete %1 nach dem Einplanen.</translation>
    </message>
    <message>
        <source>P(next) %1: it is the session&apos;s very next request. P(used) %2: it comes within the horizon. The threshold was %3.</source>
        <translation>P(next) %1: es ist die unmittelbar nächste Anfrage der Sitzung. P(used) %2: sie kommt innerhalb des Horizonts. Die Schwelle war %3.</translation>
    </message>
    <message>
        <source>What the session had asked for is forgotten.</source>
        <translation>Was die Sitzung angefragt hatte, ist vergessen.</translation>
    </message>
    <message>
        <source>the last requests, in order</source>
        <translation>die letzten Anfragen, der Reihe nach</translation>
    </message>
    <message>
        <source>a request before the last</source>
        <translation>eine Anfrage vor der letzten</translation>
    </message>
    <message>
        <source>comes soon after these</source>
        <translation>kommt bald nach diesen</translation>
    </message>
    <message>
        <source>the client&apos;s own habit</source>
        <translation>Gewohnheit des Clients</translation>
    </message>
    <message>
        <source>what the session asked for</source>
        <translation>was die Sitzung anfragte</translation>
    </message>
    <message>
        <source>the folder or endpoint</source>
        <translation>Verzeichnis oder Endpunkt</translation>
    </message>
    <message>
        <source>popularity</source>
        <translation>Beliebtheit</translation>
    </message>
    <message>
        <source>a learnt route</source>
        <translation>eine gelernte Route</translation>
    </message>
    <message>
        <source>always the same request</source>
        <translation>stets dieselbe Anfrage</translation>
    </message>
    <message>
        <source>%1 of its answer</source>
        <translation>%1 der Antwort darauf</translation>
    </message>
    <message>
        <source>After %1 comes %2</source>
        <translation>Nach %1 kommt %2</translation>
    </message>
    <message>
        <source>, where %1</source>
        <translation>, mit %1</translation>
    </message>
    <message>
        <source> That was right %1 of the last %2 times.</source>
        <translation> Das stimmte %1 der letzten %2 Male.</translation>
    </message>
    <message>
        <source>(forgotten)</source>
        <translation>(vergessen)</translation>
    </message>
    <message>
        <source>The session had asked for</source>
        <translation>Die Sitzung hatte angefragt</translation>
    </message>
    <message>
        <source>What led to it</source>
        <translation>Was dazu führte</translation>
    </message>
    <message>
        <source>How sure it was</source>
        <translation>Wie sicher es war</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>Scheduled at %1 under settings revision %2. %3</source>
        <translation>Eingeplant um %1 unter Revision %2 der Einstellungen. %3</translation>
    </message>
    <message>
        <source>The session has asked for</source>
        <translation>Die Sitzung hat angefragt</translation>
    </message>
    <message>
        <source>What leads to it</source>
        <translation>Was dazu führt</translation>
    </message>
    <message>
        <source>How sure it is</source>
        <translation>Wie sicher es ist</translation>
    </message>
    <message>
        <source>What spoke for it</source>
        <translation>Was dafür sprach</translation>
    </message>
    <message>
        <source> = same value as </source>
        <translation> = derselbe Wert wie </translation>
    </message>
    <message>
        <source>P(next) %1: it is the session&apos;s very next request. P(used) %2: it comes within %L3 requests and %L4 s. The threshold is %5.</source>
        <translation>P(next) %1: es ist die unmittelbar nächste Anfrage der Sitzung. P(used) %2: sie kommt innerhalb von %L3 Anfragen und %L4 s. Die Schwelle ist %5.</translation>
    </message>
</context>
<context>
    <name>forefetch::WhyPane</name>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
</TS>
