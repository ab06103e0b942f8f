using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>
/// Every statement on the way of an attempt, and of those who follow the journal, takes the index that was made for it,
/// whatever the statistics say: right after an import they know of no attempts, and a plan that is good for none is a slow
/// one for thousands.
/// </summary>
public sealed class PlanTests
{
    private const int Imported = 20_000;
    private const int Attempts = 50_000;

    /// <summary>
    /// Statistics of an empty database, which the next autoanalyze makes anew. Until then a reader of the journal, whom nobody
    /// waits for, may find the neighbours of a delivery among all of its retailer's.
    /// </summary>
    private const string Unknown = "analyze, import, attempts";

    private const string Neighbours = "as w (retailer_id";

    /// <summary>A piece of a statement that no other one has, and how it may read the tables.</summary>
    private static readonly (string Fragment, string[] Readings)[] Expected =
    [
        ("s.delivery_id = k.id", ["pk_delivery_states by retailer_id, delivery_id"]),
        ("d.id = k.id limit 1", ["pk_deliveries by retailer_id, id"]),
        ("k.idempotency_key", ["ux_journal_idempotency_key by retailer_id, delivery_id, idempotency_principal, idempotency_key"]),
        ("select refused_at from", ["pk_refused_visits by retailer_id, delivery_id, courier_id"]),
        ("select * from deliveryotp.wrong_tries w", ["pk_wrong_tries by retailer_id, subject, subject_id"]),
        ("update deliveryotp.delivery_states s", ["pk_delivery_states by retailer_id, delivery_id"]),
        ("update deliveryotp.deliveries d", ["pk_deliveries by retailer_id, id"]),
        ("update deliveryotp.wrong_tries", ["Tid Scan on wrong_tries", "pk_wrong_tries by retailer_id, subject, subject_id"]),
        ("insert into deliveryotp.journal (", []),
        ("with created as", []),
        ("u.id > $1", ["pk_journal_unsequenced by id", "ux_journal_order_entry by retailer_id, delivery_id, sequence"]),
        ("o.position >= $1", ["pk_journal by retailer_id, delivery_id, sequence", "pk_journal_order by position"]),
        ("p.position >= $1", ["pk_journal by retailer_id, delivery_id, sequence", "pk_journal_order by position"]),
        ("select * from deliveryotp.hand_overs", ["pk_hand_overs by retailer_id, subject, subject_id"]),
        ("select d.id, d.latitude", ["pk_deliveries by retailer_id, id"]),
        ("j.kind = any($3)", ["pk_journal by retailer_id, delivery_id"]),
        ("j.ends_at > $1", ["ix_journal_ends_at by ends_at", "pk_delivery_states by retailer_id, delivery_id"]),
        ("d.expires_at > $1", ["ix_deliveries_expires_at by expires_at"]),
        (Neighbours,
        [
            "ix_deliveries_courier by retailer_id, courier_id, id",
            "ix_deliveries_door by retailer_id, latitude, longitude, id",
            "pk_delivery_states by retailer_id, delivery_id",
        ]),
    ];

    /// <summary>What the statistics know: the one that cost most in the past in every run, all of them with <c>DELIVERYOTP_FULL=1</c>.</summary>
    public static TheoryData<string> Histories => FullSize.IsAsked
        ? ["import, analyze", "import, analyze, attempts", "import, few attempts, analyze, attempts", Unknown, "import of many retailers, analyze, attempts", "import, attempts, analyze"]
        : ["import, few attempts, analyze, attempts"];

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task R17_every_statement_takes_its_index_after(string history)
    {
        var database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        await Plans.SwitchOnAsync(database);
        var (tenant, template) = await StartAsync(database);
        var fill = new JournalFill(database, tenant.Id, template);
        await fill.KeepStatisticsAsync();
        foreach (var step in history.Split(", "))
        {
            await (step switch
            {
                "import" => fill.ImportAsync(Imported),
                "import of many retailers" => fill.ImportAsync(Imported, ofManyRetailers: true),
                "few attempts" => fill.TryAsync(20),
                "attempts" => fill.TryAsync(Attempts),
                "analyze" => fill.AnalyzeAsync(),
                _ => throw new ArgumentOutOfRangeException(nameof(history)),
            });
        }

        var plans = await Plans.SinceNowAsync(database);
        using (var api = await ApiProcess.StartAsync(database))
        {
            await VisitAsync(tenant.At(api.BaseUrl));
            await WaitAsync(plans);
        }

        var wrong = Expected.Where(statement => history != Unknown || statement.Fragment != Neighbours)
            .Select(statement => (statement.Fragment, Expected: string.Join("; ", statement.Readings), Actual: Describe(plans, statement.Fragment)))
            .Where(statement => statement.Expected != statement.Actual)
            .Select(statement => $"{statement.Fragment}: {statement.Actual}")
            .ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    /// <summary>An id is one delivery's, whoever asks: the index of ids alone is as good as the primary key.</summary>
    private static string Describe(Plans plans, string fragment) => plans.Have(fragment)
        ? string.Join("; ", plans.Of(fragment).Select(reading => reading.ToString() == "ix_deliveries_id by id"
            ? "pk_deliveries by retailer_id, id"
            : reading.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        : "was not run";

    /// <summary>Readers of the journal come a little later.</summary>
    private static async Task WaitAsync(Plans plans)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(15); await Task.Delay(200))
        {
            if (Expected.All(statement => plans.Have(statement.Fragment)))
                return;
        }
    }

    /// <summary>A first start, which leaves a tenant, a delivery to copy, and readers who are done with everything.</summary>
    private static async Task<(Tenant Tenant, Issued Template)> StartAsync(TestDatabase database)
    {
        using var api = await ApiProcess.StartAsync(database);
        var tenant = await Tenant.CreateAsync(api.BaseUrl, Service.AdminKey);
        var template = await tenant.IssueAsync();
        await Eventually.AsyncTrue(async () => await database.ScalarAsync<long>(
            """
            select count(*) from deliveryotp.journal_readers
            where name in ('signals', 'webhooks') and position > 0
                and position = (select count(*) from deliveryotp.journal) and not exists (select from deliveryotp.journal_unsequenced)
            """) == 2);
        return (tenant, template);
    }

    /// <summary>What a courier, a recipient and a retailer do in an hour.</summary>
    private static async Task VisitAsync(Tenant tenant)
    {
        var courier = await tenant.CourierAsync();
        await (await tenant.Retailer.PostAsync("/v1/webhook-endpoints", new { url = "https://shop.example.com/hook" })).JsonAsync();
        var issued = await tenant.IssueAsync(new { policy = new { session_seconds = 5 } });
        using var recipient = tenant.Recipient(issued);
        await (await courier.ArriveAsync(issued.Id)).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode(1))).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode(2), change: body => body["location"] = null)).JsonAsync();
        await (await recipient.GetAsync("/v1/tracking")).JsonAsync();
        await (await tenant.Retailer.GetAsync("/v1/events")).JsonAsync();
        await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/courier", new { courier_id = "crr-071" })).JsonAsync();
    }
}
