using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AuditIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_journal_place",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signals",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.AddColumn<int>(
                name: "coarse_cell",
                schema: "deliveryotp",
                table: "journal",
                type: "integer",
                nullable: true,
                computedColumnSql: "floor((latitude + 90) * 6)::int * 2161 + floor((longitude + 180) * 6)::int",
                stored: true);

            migrationBuilder.AddColumn<int>(
                name: "fine_cell",
                schema: "deliveryotp",
                table: "journal",
                type: "integer",
                nullable: true,
                computedColumnSql: "floor((latitude + 90) * 100)::int * 36001 + floor((longitude + 180) * 100)::int",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "ix_journal_coarse_cell",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "coarse_cell", "id" },
                filter: "kind = 'attempted'")
                .Annotation("Npgsql:IndexInclude", new[] { "latitude", "longitude" });

            migrationBuilder.CreateIndex(
                name: "ix_journal_fine_cell",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "fine_cell", "id" },
                filter: "kind = 'attempted'")
                .Annotation("Npgsql:IndexInclude", new[] { "latitude", "longitude" });

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_clock_skew",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{clock_skew}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_compromised_device",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{compromised_device}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_location_unverified",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{location_unverified}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_mock_location",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{mock_location}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_outside_geofence",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{outside_geofence}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_stale_fix",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{stale_fix}'::text[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_journal_coarse_cell",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_fine_cell",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_clock_skew",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_compromised_device",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_location_unverified",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_mock_location",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_outside_geofence",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_stale_fix",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "coarse_cell",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "fine_cell",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.CreateIndex(
                name: "ix_journal_place",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "latitude", "longitude" },
                filter: "kind = 'attempted'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signals",
                schema: "deliveryotp",
                table: "journal",
                column: "signals",
                filter: "signals is not null")
                .Annotation("Npgsql:IndexMethod", "gin");
        }
    }
}
