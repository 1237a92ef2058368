module "database" {
  source         = "./modules/database"
  for_each       = var.databases
  name           = "${local.prefix}-${each.key}"
  instance_class = each.value.instance_class
  encrypted      = each.value.encrypted
  subnet_ids     = [for subnet in aws_subnet.public : subnet.id]
  clients        = [aws_security_group.web.id]
}
