using Npgsql;

namespace DeliveryOtp.Api.Persistence.Checking;

/// <summary>Walks through all positions of the journal, in their order.</summary>
internal sealed class OrderCheck(NpgsqlDataSource database, long since)
{
    private const int ChunkSize = 20_000;

    /// <summary>More of them say no more.</summary>
    private const int ReportLimit = 20;

    private const string ChunkSql =
        """
        select o.position, j.id is not null
        from deliveryotp.journal_order o
        left join deliveryotp.journal j using (retailer_id, delivery_id, sequence)
        where o.position >= $1 and o.position < $2
        order by o.position
        """;

    private const string EndSql = "select coalesce(max(position) + 1, 0), (select position from deliveryotp.journal_readers where name = 'sequencer') from deliveryotp.journal_order";

    public async Task RunAsync(Action<string> tell, CancellationToken cancel)
    {
        var (told, end) = (0, await ReadEndAsync(tell, cancel));
        for (var first = since; first < end && told < ReportLimit; first += ChunkSize)
        {
            var last = Math.Min(end, first + ChunkSize);
            await using var command = database.CreateCommand(ChunkSql);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = first });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last });
            await using var row = await command.ExecuteReaderAsync(cancel);
            var expected = first;
            while (await row.ReadAsync(cancel) && told < ReportLimit)
            {
                var position = row.GetInt64(0);
                if (position > expected)
                    Tell($"position {expected} is missing");
                else if (position < expected)
                    Tell($"position {position} is there twice");
                else if (!row.GetBoolean(1))
                    Tell($"position {position} is that of no entry");
                expected = position + 1;
            }

            if (expected < last && told < ReportLimit)
                Tell($"position {expected} is missing");
        }

        void Tell(string sentence)
        {
            told++;
            tell(sentence);
        }
    }

    private async Task<long> ReadEndAsync(Action<string> tell, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(EndSql);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var (end, next) = (row.GetInt64(0), row.IsDBNull(1) ? 0 : row.GetInt64(1));
        if (end != next)
            tell($"the last position is {end - 1}, and the sequencer goes on with {next}");
        return end;
    }
}
