import { FILE_KINDS, FILE_SHAPES } from '../../state/files/file-list';
import type { Store } from '../../state/store';
import { plural } from '../../text/count';
import { Filters } from '../../ui/filters';
import { SearchField } from '../../ui/search-field';
import { Segments } from '../../ui/segments';

export function FileFilters({ store: { files } }: { store: Store }) {
  return (
    <Filters
      chosen={files.kind.value === 'all' ? 0 : 1}
      search={
        <SearchField
          label="Search files"
          placeholder="Search files: parts of their paths"
          value={files.search}
          onClear={files.isFiltered() ? () => files.clearFilters() : null}
        />
      }
    >
      <div class="file-choices">
        <Segments label="Which files" options={FILE_KINDS} value={files.kind} />
        <Segments label="Order" options={FILE_SHAPES} value={files.shape} />
        <span class="spacer" />
        <span class="dim" data-testid="file-count">
          {plural(files.entries.value.length, 'file')}
        </span>
      </div>
    </Filters>
  );
}
