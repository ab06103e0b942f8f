using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>The last wrong comparisons of a courier, or under a device's name (R17), as a row of <c>wrong_tries</c> has them.</summary>
/// <param name="At">Newest first.</param>
/// <param name="KeptS">The longest look back of the policies that counted one, in seconds.</param>
internal sealed record WrongTries(IReadOnlyList<DateTimeOffset> At, int KeptS)
{
    public static readonly WrongTries None = new([], 0);

    /// <summary>From so many on, those that no policy looks back to are forgotten.</summary>
    private const int Many = 30;

    private const int Most = 1000;

    /// <summary>Reads <c>wrong_at</c> and <c>kept_s</c>, and the seal behind them.</summary>
    public static (WrongTries Tries, RowSeal? Seal) Read(NpgsqlDataReader row, int first) => (
        new WrongTries(row.GetFieldValue<DateTimeOffset[]>(first), row.GetInt32(first + 1)),
        SealedRow.ReadSeal(row, first + 2));

    /// <summary>One more. Another replica's clock may be ahead, so that it need not be the newest.</summary>
    public WrongTries AndOneAt(DateTimeOffset now, int keptS)
    {
        var kept = Math.Max(KeptS, keptS);
        var since = At.Count < Many || now < At[0] ? DateTimeOffset.MinValue : now.AddSeconds(-kept);
        return new WrongTries([.. At.Where(time => time >= since).Append(now).OrderDescending().Take(Most)], kept);
    }

    /// <summary>For the row's seal.</summary>
    public RowContent Spell(Standings.Subject subject, RowContent content)
    {
        content.Begin("deliveryotp.wrong_tries").Add("retailer_id", subject.Retailer);
        content.Add("subject", subject.Kind);
        content.Add("subject_id", subject.Id);
        content.Add("wrong_at", At);
        content.Add("kept_s", KeptS);
        return content;
    }
}
