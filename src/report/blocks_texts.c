/* The texts of a document by number. A list's hundreds of thousands stay where the report has them. */
#include "report/blocks_parts.h"

bool blocks_text(blocks_maker *m, bx_str text, uint32_t *id)
{
    bx_str *slot = vec_push(m->arena, &m->texts->own);
    if (!slot) return false;
    *slot = text;
    *id = (uint32_t)++m->text_count;
    return true;
}

bool blocks_texts(blocks_maker *m, const bx_str *texts, size_t count, uint32_t *first_id)
{
    struct doc_texts *all = m->texts;
    size_t before = all->runs.count ? all->runs.items[all->runs.count - 1].end : 0;
    text_run *run = vec_push(m->arena, &all->runs);
    if (!run) return false;
    *run = (text_run){.first_id = (uint32_t)m->text_count + 1, .end = before + count, .texts = texts};
    *first_id = run->first_id;
    m->text_count += count;
    return true;
}

/* How many runs begin at or before a number. */
static size_t runs_before(const struct doc_texts *texts, uint32_t id)
{
    size_t low = 0, high = texts->runs.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (texts->runs.items[middle].first_id <= id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bx_str document_text(const document *doc, uint32_t text_id)
{
    const struct doc_texts *texts = doc->texts;
    size_t before = runs_before(texts, text_id), own_id = text_id;
    if (before) {
        const text_run *run = &texts->runs.items[before - 1];
        size_t start = before > 1 ? run[-1].end : 0;
        if (text_id - run->first_id < run->end - start) return run->texts[text_id - run->first_id];
        own_id -= run->end;
    }
    return texts->own.items[own_id - 1];
}
