namespace DeliveryOtp.Cli.Tests;

public sealed class MigrateTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Brings_up_a_fresh_database_and_lets_the_service_only_add_to_the_journal()
    {
        var place = await cluster.NewPlaceAsync();
        Succeeds(await Run.MigrateAsync(place), "Applied ", place.Service);

        await place.AsServiceAsync("select * from deliveryotp.migrations");
        await place.AsServiceAsync("insert into deliveryotp.retailers values (gen_random_uuid(), 'r', now())");
        await place.RefusesServiceAsync("update deliveryotp.journal set kind = 'x'");
        await place.RefusesServiceAsync("delete from deliveryotp.journal");
        await place.RefusesServiceAsync("truncate deliveryotp.journal");
        await place.RefusesServiceAsync("delete from deliveryotp.migrations");
        await place.RefusesServiceAsync("create table deliveryotp.mine ()");
    }

    [Fact]
    public async Task Repeats_without_doing_anything_and_takes_back_what_somebody_granted()
    {
        var place = await cluster.NewPlaceAsync();
        await Run.MigrateAsync(place);
        await place.AsSuperuserAsync(
            $"grant all on deliveryotp.journal to public, {Place.Quote(place.Service)}; "
            + $"grant update (kind) on deliveryotp.journal to {Place.Quote(place.Service)}; "
            + $"grant temporary on database {Place.Quote(place.Database)} to public, {Place.Quote(place.Service)}");

        Succeeds(await Run.MigrateAsync(place), "The schema is up to date.");
        await place.RefusesServiceAsync("delete from deliveryotp.journal");
        await place.RefusesServiceAsync("update deliveryotp.journal set kind = 'x'");
        await place.RefusesServiceAsync("create temp table mine (id int)");
    }

    [Fact]
    public async Task Several_at_once_all_succeed()
    {
        var place = await cluster.NewPlaceAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Run.MigrateAsync(place)));
        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Error));
        Assert.Single(runs, run => run.Output.Contains("Applied ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_changes_nothing_and_tells_pending_from_done()
    {
        var place = await cluster.NewPlaceAsync();
        var before = await Run.MigrateAsync(place, "--check");
        Assert.Equal(2, before.ExitCode);
        Assert.Contains("Pending ", before.Output, StringComparison.Ordinal);
        await Run.MigrateAsync(place);
        Assert.Equal(0, (await Run.MigrateAsync(place, "--check")).ExitCode);
    }

    [Fact]
    public async Task A_database_of_before_the_first_release_is_refused_in_a_sentence_and_left_as_it_is()
    {
        var place = await cluster.NewPlaceAsync();
        await Run.MigrateAsync(place);
        await place.AsSuperuserAsync(
            "update deliveryotp.migrations set migration_id = '20261124094217_InitialSchema' where migration_id like '%_Initial'");
        Fails(await Run.MigrateAsync(place), "is of a version before the first release");
        Fails(await Run.MigrateAsync(place, "--check"), "start anew");
    }

    [Fact]
    public async Task Missing_variable_is_named()
    {
        var place = await cluster.NewPlaceAsync();
        Fails(await Run.CliAsync(null, place.ServiceConnection, "migrate"), "Set ConnectionStrings__DeliveryOtpOwner");
        Fails(await Run.CliAsync(place.OwnerConnection, null, "migrate"), "Set ConnectionStrings__DeliveryOtp ");
    }

    [Fact]
    public async Task Unreadable_connection_string_is_named_and_not_repeated()
    {
        var run = await Run.CliAsync("postgres://owner:hush@db/shop", "Host=db;Username=service", "migrate");
        Fails(run, "ConnectionStrings__DeliveryOtpOwner has to look like");
        Assert.DoesNotContain("hush", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_that_is_away_or_missing_is_a_sentence()
    {
        var place = await cluster.NewPlaceAsync();
        Fails(
            await Run.CliAsync("Host=127.0.0.1;Port=1;Username=owner;Timeout=2", "Host=127.0.0.1;Username=service", "migrate"),
            "does not answer at 127.0.0.1:1");
        Fails(
            await Run.CliAsync(place.Server.ConnectionString("nowhere", place.Owner), place.ServiceConnection, "migrate"),
            $"CREATE DATABASE \"nowhere\" OWNER {Place.Quote(place.Owner)};");
    }

    internal static void Succeeds(Run run, params string[] sentences)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Error);
        Assert.All(sentences, sentence => Assert.Contains(sentence, run.Output, StringComparison.Ordinal));
    }

    internal static void Fails(Run run, string sentence)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error + run.Output, StringComparison.Ordinal);
    }
}
