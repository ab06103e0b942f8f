using DeliveryOtp.Api.Persistence.Schema;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Persistence;

public sealed class ModelTests
{
    /// <summary>A column, an index or a signal (each has an index) that no migration brings to the database.</summary>
    [Fact]
    public void No_change_of_the_model_lacks_its_migration()
    {
        using var source = NpgsqlDataSource.Create("Host=localhost");
        using var database = DesignTimeFactory.Create(source);
        Assert.False(database.Database.HasPendingModelChanges());
    }
}
