using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class IdempotencyPrincipal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_journal_idempotency_key",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.AddColumn<string>(
                name: "idempotency_principal",
                schema: "deliveryotp",
                table: "journal",
                type: "text",
                nullable: true,
                computedColumnSql: "case when idempotency_key is null then null when actor_role = 'courier' then 'courier:' || courier_id when actor_role = 'support' then 'support:' || actor_id else actor_role end",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "ux_journal_idempotency_key",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "delivery_id", "idempotency_principal", "idempotency_key" },
                unique: true,
                filter: "idempotency_key is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_journal_idempotency_key",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "idempotency_principal",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.CreateIndex(
                name: "ux_journal_idempotency_key",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "delivery_id", "idempotency_key" },
                unique: true,
                filter: "idempotency_key is not null");
        }
    }
}
