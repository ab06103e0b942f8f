using DeliveryOtp.Api.Tests.Fixture;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>The service's own role can add to the journal and read it. PostgreSQL itself refuses everything else.</summary>
public sealed class ServiceRoleTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData("update deliveryotp.journal set outcome = 'accepted'")]
    [InlineData("delete from deliveryotp.journal")]
    [InlineData("truncate deliveryotp.journal")]
    [InlineData("drop table deliveryotp.journal")]
    [InlineData("alter table deliveryotp.journal add column note text")]
    [InlineData("alter table deliveryotp.journal disable trigger all")]
    [InlineData("alter table deliveryotp.journal owner to deliveryotp")]
    [InlineData("create rule quiet as on insert to deliveryotp.journal do instead nothing")]
    [InlineData("drop index deliveryotp.ux_journal_idempotency_key")]
    [InlineData("update deliveryotp.access_log set resource = 'nothing'")]
    [InlineData("delete from deliveryotp.access_log")]
    [InlineData("truncate deliveryotp.access_log")]
    [InlineData("drop table deliveryotp.access_log")]
    [InlineData("alter table deliveryotp.access_log drop column filters")]
    [InlineData("delete from deliveryotp.deliveries")]
    [InlineData("truncate deliveryotp.deliveries")]
    [InlineData("alter table deliveryotp.deliveries drop constraint ck_deliveries_tries")]
    [InlineData("update deliveryotp.api_keys set digest = ''")]
    [InlineData("drop schema deliveryotp cascade")]
    [InlineData("create table deliveryotp.mine (id int)")]
    [InlineData("create temp table mine (id int)")]
    [InlineData("select lo_create(0)")]
    [InlineData("update deliveryotp.api_keys set role = 'retailer'")]
    [InlineData("update deliveryotp.credential_events set event = 'made'")]
    [InlineData("delete from deliveryotp.credential_events")]
    [InlineData("delete from deliveryotp.refused_visits")]
    [InlineData("set role deliveryotp_owner")]
    [InlineData("set session authorization deliveryotp_owner")]
    [InlineData("set session_replication_role = replica")]
    public async Task R13_service_role_may_not(string sql)
    {
        await using var session = new NpgsqlConnection(service.Database.Service + ";Pooling=false");
        await session.OpenAsync();
        await using var command = new NpgsqlCommand(sql, session);
        var refused = await Assert.ThrowsAsync<PostgresException>(command.ExecuteNonQueryAsync);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task R13_what_the_role_tried_left_the_journal_as_it_was()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        await R13_service_role_may_not("delete from deliveryotp.journal");
        await R13_service_role_may_not("update deliveryotp.journal set outcome = 'accepted'");
        Assert.Equal("issued", await new Records(service.Database).KindsAsync(issued.Id));
    }
}
