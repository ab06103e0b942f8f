namespace DeliveryOtp.Cli.Tests;

/// <summary>Whatever is wrong with the roles: nothing is migrated, and the SQL that is printed mends it as it stands.</summary>
public sealed class RolesTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Service_role_is_missing()
    {
        var place = await cluster.NewPlaceAsync(withService: false);
        await MendsAsync(place, $"CREATE ROLE {Place.Quote(place.Service)} LOGIN;");
    }

    [Fact]
    public async Task Service_role_is_the_owner()
    {
        var place = await cluster.NewPlaceAsync();
        await MendsAsync(place with { Service = place.Owner }, "CREATE ROLE deliveryotp LOGIN;", mended: place with { Service = "deliveryotp" });
    }

    [Fact]
    public async Task Service_role_is_the_servers_superuser_which_is_left_alone()
    {
        var place = await cluster.NewPlaceAsync();
        var run = await Run.MigrateAsync(place with { Service = "postgres" });
        MigrateTests.Fails(run, "The service may not sign in as postgres");
        Assert.DoesNotContain("ALTER ROLE", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alter role {service} superuser", "NOSUPERUSER NOCREATEROLE;")]
    [InlineData("alter role {service} createrole", "NOSUPERUSER NOCREATEROLE;")]
    [InlineData("alter role {service} nologin", "LOGIN;")]
    [InlineData("grant {owner} to {service}", "REVOKE ")]
    [InlineData("create role \"{number} between\"; grant {owner} to \"{number} between\"; grant \"{number} between\" to {service}", "REVOKE ")]
    [InlineData("grant pg_write_all_data to {service}", "REVOKE pg_write_all_data FROM ")]
    [InlineData("alter database {database} owner to {service}", "ALTER DATABASE ")]
    [InlineData("alter database {database} owner to postgres", "GRANT CREATE ON DATABASE ")]
    [InlineData("revoke connect on database {database} from public", "GRANT CONNECT ON DATABASE ")]
    [InlineData("create schema deliveryotp; create table deliveryotp.left_over ()", "ALTER SCHEMA deliveryotp OWNER TO ")]
    public async Task Roles_or_rights_are_wrong(string mistake, string remedy)
    {
        var place = await cluster.NewPlaceAsync();
        await place.AsSuperuserAsync(mistake
            .Replace("{service}", Place.Quote(place.Service), StringComparison.Ordinal)
            .Replace("{owner}", Place.Quote(place.Owner), StringComparison.Ordinal)
            .Replace("{database}", Place.Quote(place.Database), StringComparison.Ordinal)
            .Replace("{number}", place.Service, StringComparison.Ordinal));
        await MendsAsync(place, remedy);
    }

    [Fact]
    public async Task Everything_is_wrong_at_once()
    {
        var place = await cluster.NewPlaceAsync(withService: false);
        await place.AsSuperuserAsync($"alter database {Place.Quote(place.Database)} owner to postgres");
        await place.AsSuperuserAsync($"revoke connect on database {Place.Quote(place.Database)} from public");
        await place.AsSuperuserAsync($"grant connect on database {Place.Quote(place.Database)} to {Place.Quote(place.Owner)}");
        await MendsAsync(place, "GRANT CONNECT ON DATABASE ");
    }

    private static async Task MendsAsync(Place place, string remedy, Place? mended = null)
    {
        var refused = await Run.MigrateAsync(place);
        MigrateTests.Fails(refused, remedy);
        await place.AsSuperuserAsync("do $$ begin assert to_regclass('deliveryotp.migrations') is null; end $$");

        var (sentence, sql) = (refused.Error[..refused.Error.IndexOf('\n', StringComparison.Ordinal)], refused.Error);
        await place.AsSuperuserAsync(sql[(sentence.Length + 1)..]);
        MigrateTests.Succeeds(await Run.MigrateAsync(mended ?? place), "Applied ");
    }
}
